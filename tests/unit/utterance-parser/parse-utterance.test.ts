import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorDigits, parseDecimal } from '../../../src/shared/money.ts';
import { parseUtterance, type UtteranceContext } from '../../../src/core/ml/utterance-parser/parse-utterance.ts';

/** A Thursday. */
const context: UtteranceContext = {
  today: '2026-05-14',
  currency: 'EUR',
  dayFirst: true,
  accounts: [
    { id: 'current', name: 'Joint current', kind: 'checking' },
    { id: 'savings', name: 'Rainy day', kind: 'savings' },
    { id: 'visa', name: 'Visa Gold', kind: 'credit' },
    { id: 'wallet', name: 'Wallet', kind: 'cash' },
  ],
  payees: [{ name: 'Trattoria Roma', categoryId: 'food_drink.restaurants' }],
  people: ['ana'],
  categorize: () => null,
};
const parse = (sentence: string, change: Partial<UtteranceContext> = {}) => parseUtterance(sentence, { ...context, ...change });
const first = (sentence: string, change: Partial<UtteranceContext> = {}) => parse(sentence, change).items[0];

describe('several things in one sentence', () => {
  it('are told apart by their amounts', () => {
    expect(parse('45 groceries tesco and 12 parking').items).toMatchObject([
      { amountMinor: 4500, categoryId: 'food_drink.groceries', payee: 'Tesco' },
      { amountMinor: 1200, categoryId: 'transport.parking', payee: null },
    ]);
    expect(parse('5 for coffee, 12 for lunch and 30 for gas yesterday').items).toMatchObject([
      { amountMinor: 500, date: '2026-05-13' },
      { amountMinor: 1200, date: '2026-05-13' },
      { amountMinor: 3000, date: '2026-05-13', categoryId: 'transport.fuel' },
    ]);
  });

  it.each(['3 shirts for 45', '2 coffees and a croissant 9.80', 'sushi for 2 people 56', 'Dinner for two, 72 euros'])(
    'are not made of what is only counted: %s',
    (sentence) => expect(parse(sentence).items).toHaveLength(1),
  );
});

describe('amounts', () => {
  it.each<[string, number, string]>([
    ['spent twelve dollars fifty', 1250, 'USD'],
    ['twelve fifty for lunch', 1250, 'EUR'],
    ['1.234,56 € laptop', 123_456, 'EUR'],
    ['1,234.56 laptop', 123_456, 'EUR'],
    ['rent 1.2k', 120_000, 'EUR'],
    ['two grand for the car', 200_000, 'EUR'],
    ['3000 yen ramen', 3000, 'JPY'],
    ['fifty cents', 50, 'EUR'],
    ['quatre-vingt-dix-sept euros', 9700, 'EUR'],
    ['zweihundertfünfzig Euro', 25_000, 'EUR'],
    ['cuarenta y ocho euros', 4800, 'EUR'],
    ['mil e duzentos reais', 120_000, 'BRL'],
    ['£12 pint', 1200, 'GBP'],
  ])('%s', (sentence, amountMinor, currency) => {
    expect(first(sentence)).toMatchObject({ amountMinor, currency });
  });

  it.each(['lunch', 'bought groceries yesterday', 'paid the rent', 'had coffee with Ana', ''])(
    'are asked for where there is none: "%s"',
    (sentence) => {
      const { items, questions } = parse(sentence);
      expect(items[0]?.amountMinor).toBeNull();
      expect(questions).toEqual([{ item: 0, field: 'amount', message: 'How much was it?' }]);
    },
  );

  it('with more decimals than the currency has are not rounded, but asked for', () => {
    expect(first('lunch 12.345,678 EUR')?.amountMinor).toBeNull();
    expect(first('ramen 950.5 JPY')?.amountMinor).toBeNull();
  });
});

describe('days', () => {
  it.each<[string, string]>([
    ['coffee 3 yesterday', '2026-05-13'],
    ['coffee 3 last Thursday', '2026-05-07'],
    ['coffee 3 on Thursday', '2026-05-14'],
    ['coffee 3 next Monday', '2026-05-18'],
    ['rent 900 on the 1st', '2026-05-01'],
    ['rent 900 on the 30th', '2026-04-30'],
    ['rent 900 on the 1st of last month', '2026-04-01'],
    ['coffee 3 on 3/4', '2026-04-03'],
    ['coffee 3 on 25 December', '2025-12-25'],
    ['hace tres días café 3', '2026-05-11'],
    ['vor zwei Wochen Kaffee 3', '2026-04-30'],
    ['il y a 3 jours café 3', '2026-05-11'],
    ['café 3 segunda-feira passada ontem', '2026-05-11'],
  ])('%s', (sentence, date) => expect(first(sentence)).toMatchObject({ date, dateSaid: true }));

  it('are today when none is said, and that is told', () => {
    expect(first('coffee 3')).toMatchObject({ date: '2026-05-14', dateSaid: false });
  });

  it('3/4 is as the user writes it', () => expect(first('coffee 3 on 3/4', { dayFirst: false })?.date).toBe('2026-03-04'));
});

describe('who, from where and with whom', () => {
  it('knows the payees of the user, with their category', () => {
    expect(first('42 trattoria roma')).toMatchObject({ payee: 'Trattoria Roma', categoryId: 'food_drink.restaurants' });
  });

  it('finds accounts by name and by kind', () => {
    expect(first('12 lunch with visa gold')).toMatchObject({ accountId: 'visa' });
    expect(first('12 lunch in cash')).toMatchObject({ accountId: 'wallet' });
    expect(first('moved 200 from joint current to rainy day')).toMatchObject({
      type: 'transfer',
      accountId: 'current',
      toAccountId: 'savings',
      payee: null,
    });
  });

  it('finds people, known ones in small letters too', () => {
    expect(first('split 60 dinner with Bob and ana')).toMatchObject({ people: ['Bob', 'ana'], payee: null, amountMinor: 6000 });
  });

  it('asks the categoriser about a payee only where the sentence says nothing itself', () => {
    const categorize = () => 'shopping.other';
    expect(first('30 Zorblax', { categorize })?.categoryId).toBe('shopping.other');
    expect(first('30 groceries at Zorblax', { categorize })?.categoryId).toBe('food_drink.groceries');
  });
});

it.each<[string, string]>([
  ['refund of 30 euros from Amazon', 'refund'],
  ['salary 3200 came in today', 'income'],
  ['sold my bike for 150', 'income'],
  ['withdrew 60 from the atm', 'transfer'],
  ['atm fee 3', 'expense'],
  ['paid 40 for parking', 'expense'],
])('%s is told as it is', (sentence, type) => expect(first(sentence)?.type).toBe(type));

it('reads whatever is typed without failing, and never an amount of zero', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80, unit: 'grapheme' }), (sentence) => {
      for (const item of parse(sentence).items) expect(item.amountMinor).not.toBe(0);
    }),
    { numRuns: 500 },
  );
});

it('stays above 95 % of amounts and days and 90 % of categories on the sentences that are kept', () => {
  const lines = readFileSync('tests/fixtures/utterances.jsonl', 'utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThan(200);
  const right = { amount: 0, date: 0, category: 0, categories: 0 };
  for (const line of lines) {
    const { text, now, expect: wanted } = JSON.parse(line) as {
      text: string;
      now: string;
      expect: { amount: string | null; date: string; category?: string };
    };
    const item = first(text, { today: now, currency: 'USD', dayFirst: false, accounts: [], payees: [], people: [] });
    const exponent = minorDigits(item?.currency ?? 'USD');
    const minor = wanted.amount === null ? null : parseDecimal(wanted.amount, { decimal: '.' }, exponent);
    if (item?.amountMinor === minor) right.amount += 1;
    if (item?.date === wanted.date) right.date += 1;
    // Those that only the categoriser can know are its own affair.
    if (wanted.category && item?.categoryId) {
      right.categories += 1;
      if (wanted.category.split('|').some((choice) => item.categoryId?.startsWith(choice))) right.category += 1;
    }
  }
  expect(right.amount / lines.length).toBeGreaterThan(0.95);
  expect(right.date / lines.length).toBeGreaterThan(0.95);
  expect(right.category / right.categories).toBeGreaterThan(0.9);
});
