import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCategorizerArtefacts } from '../../../src/core/adapters/models/load-categorizer-artefacts.ts';
import { createCategorizer } from '../../../src/core/ml/categorizer/categorizer.ts';
import { normaliseDescription } from '../../../src/core/ml/categorizer/normalise-description.ts';
import { categoryTree } from '../../../src/shared/taxonomy.ts';

const artefacts = loadCategorizerArtefacts('models');
const categorizer = createCategorizer(artefacts);
const spend = (description: string) => categorizer.predict({ description, amountMinor: -1000, currency: 'EUR' });
const receive = (description: string) => categorizer.predict({ description, amountMinor: 1000, currency: 'EUR' });

describe('the merchant in what a bank prints', () => {
  it.each([
    ['LIDL 0342 BERLIN', 'Lidl'],
    ['SQ *CAFE NORD 4471', 'Cafe Nord'],
    ['PAYPAL *SPOTIFY', 'Spotify'],
    ['KARTENZAHLUNG REWE SAGT DANKE 4471', 'Rewe Sagt Danke'],
    ['TRATTORIA ROMA', 'Trattoria Roma'],
    ['CARD PURCHASE STARBUCKS STORE 22114 SEATTLE WA', 'Starbucks Store'],
    ['DB VERTRIEB GMBH', 'DB Vertrieb'],
    ['12345', '12345'],
  ])('%s is %s', (raw, merchant) => {
    expect(normaliseDescription(raw).merchant).toBe(merchant);
  });

  it('keeps the purpose of a SEPA text and drops its references', () => {
    expect(normaliseDescription('EREF+20260301 MREF+ABC123 SVWZ+Miete Maerz').normalised).toBe('miete maerz');
  });
});

describe('the category of', () => {
  it.each([
    ['LIDL 0342 BERLIN', 'food_drink.groceries'],
    ['MCDONALDS 1234', 'food_drink.fast_food'],
    ['APOTHEKE AM MARKT', 'health.pharmacy'],
    ['PHARMACIE DU CENTRE', 'health.pharmacy'],
    ['FARMACIA LOPEZ', 'health.pharmacy'],
    ['NETFLIX.COM AMSTERDAM', 'entertainment.tv_movies'],
    ['UBER *TRIP HELP.UBER.COM', 'transport.taxi_rideshare'],
    ['NCP CAR PARK LEEDS', 'transport.parking'],
    ['TESCO PFS 4203', 'transport.fuel'],
    ['STADTWERKE BERLIN ABSCHLAG STROM', 'housing_utilities.electricity_gas'],
    ['HAUSVERWALTUNG KRANZ MIETE 11/26', 'housing_utilities.rent'],
    ['ALLIANZ HAFTPFLICHTVERSICHERUNG', 'services.insurance'],
    ['RYANAIR DUBLIN', 'travel.flights'],
    ['GELDAUTOMAT BERLIN MITTE', 'transfer.cash_withdrawal'],
    ['SUPERMERCADO EL SOL', 'food_drink.groceries'],
    ['BOULANGERIE DU CENTRE', 'food_drink.groceries'],
  ])('%s is %s', (description, categoryId) => {
    expect(spend(description).categoryId).toBe(categoryId);
  });

  it('salary words is income only when money comes in', () => {
    expect(receive('ACME GMBH GEHALT 11/26').categoryId).toBe('income.salary');
    expect(spend('GEHALT PUTZHILFE').categoryId).not.toBe('income.salary');
  });

  it('something unknown has a best guess that is not sure', () => {
    const suggestion = spend('QXJZ 77');
    expect(suggestion.categoryId).not.toBeNull();
    expect(suggestion.sure).toBe(false);
  });

  it('nothing is nothing', () => {
    expect(spend('  ')).toMatchObject({ categoryId: null, confidence: 0 });
  });

  it.each([
    ['UBER *EATS HELP.UBER.COM CA', 'food_drink'],
    ['PURCHASE AUTHORIZED ON 03/14 TRADER JOE\'S #182 SEATTLE WA S461073751234567 CARD 1234', 'food_drink'],
    ['CHASE CREDIT CRD AUTOPAY PPD ID: 4760039224', 'transfer'],
    ['ROCKET MORTGAGE LOAN PYMT', 'loan_payments'],
    ['OVERDRAFT ITEM FEE FOR ACTIVITY OF 03-14', 'bank_fees'],
    ['ZELLE PAYMENT TO JOHN SMITH 1234567890', 'transfer'],
    ['VERIZON WIRELESS PAYMENTS', 'housing_utilities'],
    ['COUNCIL TAX LB CAMDEN', 'government'],
  ])('%s is in %s', (description, group) => {
    expect(spend(description).categoryId?.split('.')[0]).toBe(group);
  });
});

describe('why', () => {
  it.each([
    ['MCDONALDS 1234', 'brand list: Fast food and delivery'],
    ['GOLDEN RIVER PARKING', 'words: parking'],
  ])('%s: %s', (description, reason) => {
    expect(spend(description).reason).toBe(reason);
  });

  it('speaks only for the category asked about', () => {
    expect(categorizer.explain({ description: 'MCDONALDS 1234', amountMinor: -900, currency: 'EUR' }, 'housing_utilities.rent')).toBeNull();
  });
});

describe('what the user chose', () => {
  const fresh = () => createCategorizer(artefacts);
  const lesson = { description: 'QXJZ BERLIN', amountMinor: -1000, currency: 'EUR' };

  it('counts at once, and says how often', () => {
    const learner = fresh();
    learner.learn({ ...lesson, categoryId: 'health.pharmacy' });
    expect(learner.predict(lesson)).toMatchObject({ categoryId: 'health.pharmacy', source: 'payee', sure: true, reason: 'You chose Pharmacy for QXJZ once' });
    for (let times = 2; times <= 14; times++) learner.learn({ ...lesson, categoryId: 'health.pharmacy' });
    expect(learner.predict(lesson).reason).toBe('You chose Pharmacy for QXJZ 14 times');
  });

  it('reaches shops that are written alike, less surely', () => {
    const learner = fresh();
    for (let times = 0; times < 3; times++) learner.learn({ ...lesson, description: 'ZWICKELHUBER LADEN', categoryId: 'home.hardware' });
    const near = learner.predict({ ...lesson, description: 'ZWICKELHUBR LADEN WIEN' });
    expect(near.categoryId).toBe('home.hardware');
    expect(near.reason).toContain('written alike');
    expect(near.confidence).toBeLessThan(learner.predict({ ...lesson, description: 'ZWICKELHUBER LADEN' }).confidence);
  });

  it('is outweighed by newer choices, not by an order of rules', () => {
    const learner = fresh();
    learner.learn({ ...lesson, description: 'LIDL 12', categoryId: 'shopping.gifts' });
    expect(learner.predict({ ...lesson, description: 'LIDL 99' }).categoryId).toBe('shopping.gifts');
    for (let times = 0; times < 4; times++) learner.learn({ ...lesson, description: 'LIDL 12', categoryId: 'food_drink.groceries' });
    expect(learner.predict({ ...lesson, description: 'LIDL 99' }).categoryId).toBe('food_drink.groceries');
  });

  it('an amount that repeats tells two uses of one payee apart', () => {
    const learner = fresh();
    for (let times = 0; times < 3; times++) {
      learner.learn({ ...lesson, description: 'QXJZ', amountMinor: -1299, categoryId: 'entertainment.tv_movies' });
      learner.learn({ ...lesson, description: 'QXJZ', amountMinor: -4000 - times, categoryId: 'shopping.electronics' });
    }
    expect(learner.predict({ ...lesson, description: 'QXJZ', amountMinor: -1299 }).categoryId).toBe('entertainment.tv_movies');
  });

  it('may be a category of their own', () => {
    const learner = fresh();
    learner.learn({ ...lesson, categoryId: 'food_drink.own' });
    expect(learner.predict(lesson).categoryId).toBe('food_drink.own');
  });

  it('teaches the model, so that other payees with the same words follow a little', () => {
    const learner = fresh();
    const before = learner.predict({ ...lesson, description: 'BLORBO SUEDSTADT' });
    for (let times = 0; times < 8; times++) {
      learner.learn({ ...lesson, description: `BLORBO ${'NORDWEST'.slice(times % 4)}${times}X`, categoryId: 'travel.lodging' });
    }
    const after = learner.predict({ ...lesson, description: 'BLORBO SUEDSTADT' });
    expect(after.categoryId === 'travel.lodging' || after.confidence < before.confidence).toBe(true);
  });
});

describe('shares', () => {
  it('of the leaves add up: the group is at least as sure as its leaf', () => {
    for (const description of ['LIDL', 'ROSSMANN', 'QXJZ', 'ZELLE']) {
      const { confidence, leafConfidence } = spend(description);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(leafConfidence).toBeLessThanOrEqual(confidence + 1e-9);
    }
  });
});

describe('the shipped lists', () => {
  const manifest = JSON.parse(readFileSync('models/manifest.json', 'utf8')) as {
    artefacts: { file: string; sha256: string; inputs: { file: string; ship: boolean }[] }[];
  };

  it('are those that the manifest names, made from files that may ship', () => {
    for (const artefact of manifest.artefacts) {
      const digest = createHash('sha256').update(readFileSync(`models/${artefact.file}`)).digest('hex');
      expect(digest).toBe(artefact.sha256);
      expect(artefact.inputs.every((input) => input.ship)).toBe(true);
      expect(artefact.inputs.map((input) => input.file).join()).not.toMatch(/us_bank_strings|household|receipts/);
    }
  });

  it('name only categories that exist', () => {
    const ids = new Set(categoryTree().map((entry) => entry.id));
    expect([...artefacts.model.leaves, ...artefacts.mcc.values()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('take less than 4 MB for the model', () => {
    expect(statSync('models/categorizer.bin').size).toBeLessThan(4_000_000);
  });

  it.runIf(existsSync('../shared/data/transactions/us_bank_strings.labelled.csv'))('hold no row of a file that must not ship', () => {
    const rows = readFileSync('../shared/data/transactions/us_bank_strings.labelled.csv', 'utf8').split('\n').slice(1);
    // Short texts are names that anyone would list; a row of more words would have been copied.
    const texts = rows.map((row) => (row.split(',')[0] ?? '').toLowerCase()).filter((text) => text.split(' ').length >= 4 && text.length >= 20);
    const shipped = readdirSync('models/lists').map((file) => readFileSync(`models/lists/${file}`, 'utf8').toLowerCase()).join('\n');
    expect(texts.filter((text) => shipped.includes(text))).toEqual([]);
  });

  it('are refused when they were changed', () => {
    expect(() => loadCategorizerArtefacts('tests/unit/categorizer')).toThrow();
  });
});
