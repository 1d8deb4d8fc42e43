import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCategorizerArtefacts } from '../../../src/core/adapters/models/load-categorizer-artefacts.ts';
import { createCategorizer } from '../../../src/core/ml/categorizer/categorizer.ts';
import { normaliseDescription } from '../../../src/core/ml/categorizer/normalise-description.ts';
import { categoryTree } from '../../../src/shared/taxonomy.ts';

const categorizer = createCategorizer(loadCategorizerArtefacts('models'));
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
    ['BOULANGERIE PAUL', 'food_drink.groceries'],
  ])('%s is %s', (description, categoryId) => {
    expect(spend(description).categoryId).toBe(categoryId);
  });

  it('salary words is income only when money comes in', () => {
    expect(receive('ACME GMBH GEHALT 11/26').categoryId).toBe('income.salary');
    expect(spend('GEHALT PUTZHILFE').categoryId).not.toBe('income.salary');
  });

  it('something unknown is nothing, not a guess', () => {
    expect(spend('QXJZ 77')).toMatchObject({ categoryId: null, confidence: 0 });
  });

  it("a payee follows the user's choices, with how often", () => {
    const history = { payeeName: 'TRATTORIA ROMA', counts: { 'food_drink.restaurants': 6 } };
    const suggestion = categorizer.predict({ description: 'TRATTORIA ROMA', amountMinor: -100, currency: 'EUR', history });
    expect(suggestion.reason).toBe('You chose Restaurants for TRATTORIA ROMA 6 times');
  });

  it('choices that contradict each other decide nothing', () => {
    const history = { payeeName: 'X', counts: { 'food_drink.coffee': 1, 'health.pharmacy': 1 } };
    expect(categorizer.predict({ description: 'QXJZ', amountMinor: -1, currency: 'EUR', history }).categoryId).toBeNull();
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
    const artefacts = loadCategorizerArtefacts('models');
    expect([...artefacts.brands.values(), ...artefacts.mcc.values()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('are refused when they were changed', () => {
    expect(() => loadCategorizerArtefacts('tests/unit/categorizer')).toThrow();
  });
});
