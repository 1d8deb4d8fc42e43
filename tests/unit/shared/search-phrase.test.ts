import { describe, expect, it } from 'vitest';
import type { TransactionFilter } from '../../../src/shared/contract/transactions.ts';
import { parsePhrase, type PhraseContext } from '../../../src/shared/search/phrase.ts';

const savings = '0190d1f0-0000-7000-8000-000000000001';
const visa = '0190d1f0-0000-7000-8000-000000000002';
const joint = '0190d1f0-0000-7000-8000-000000000003';

/** A Thursday. */
const british: PhraseContext = {
  today: '2026-10-15',
  dayFirst: true,
  weekStart: 1,
  currency: 'EUR',
  decimal: '.',
  accounts: [
    { id: savings, name: 'Savings' },
    { id: visa, name: 'Visa Gold' },
    { id: joint, name: 'Joint account' },
  ],
  categories: [
    { id: 'food_drink.groceries', name: 'Groceries' },
    { id: 'food_drink', name: 'Food & drink' },
  ],
};

const of = (phrase: string, change: Partial<PhraseContext> = {}): TransactionFilter =>
  parsePhrase(phrase, { ...british, ...change }).filter;

type Case = [phrase: string, filter: TransactionFilter];
const span = (dateFrom: string, dateTo: string): TransactionFilter => ({ dateFrom, dateTo });

describe('a search phrase', () => {
  const amounts: Case[] = [
    ['> 50', { amountMin: 5001 }],
    ['>50', { amountMin: 5001 }],
    ['>= 50', { amountMin: 5000 }],
    ['≥12.5', { amountMin: 1250 }],
    ['< 20', { amountMax: 1999 }],
    ['<=20', { amountMax: 2000 }],
    ['over 100', { amountMin: 10_001 }],
    ['more than 1,234.56', { amountMin: 123_457 }],
    ['at least 30 euros', { amountMin: 3000 }],
    ['under €5', { amountMax: 499 }],
    ['up to 25', { amountMax: 2500 }],
    ['between 20 and 40', { amountMin: 2000, amountMax: 4000 }],
    ['between 40 and 20', { amountMin: 2000, amountMax: 4000 }],
    ['20 to 40', { amountMin: 2000, amountMax: 4000 }],
    ['20..40', { amountMin: 2000, amountMax: 4000 }],
    ['€20 - €40', { amountMin: 2000, amountMax: 4000 }],
    ['20€–40€', { amountMin: 2000, amountMax: 4000 }],
    ['= 12.50', { amountMin: 1250, amountMax: 1250 }],
    ['exactly 12,50', { amountMin: 1250, amountMax: 1250 }],
    ['12.50', { amountMin: 1250, amountMax: 1250 }],
    ['12,50 €', { amountMin: 1250, amountMax: 1250 }],
    ['€ 7', { amountMin: 700, amountMax: 700 }],
    ['-12.50', { amountMin: 1250, amountMax: 1250, direction: 'out' }],
    ['+100', { amountMin: 10_000, amountMax: 10_000, direction: 'in' }],
    ['about 30', { amountMin: 2700, amountMax: 3300 }],
    ['~30', { amountMin: 2700, amountMax: 3300 }],
    ['50+', { amountMin: 5000 }],
    ['> 2k', { amountMin: 200_001 }],
    ['over 1.5k', { amountMin: 150_001 }],
    ['over 20 under 50', { amountMin: 2001, amountMax: 4999 }],
  ];
  const dates: Case[] = [
    ['today', span('2026-10-15', '2026-10-15')],
    ['yesterday', span('2026-10-14', '2026-10-14')],
    ['this week', span('2026-10-12', '2026-10-18')],
    ['last week', span('2026-10-05', '2026-10-11')],
    ['last weekend', span('2026-10-10', '2026-10-11')],
    ['last month', span('2026-09-01', '2026-09-30')],
    ['this month', span('2026-10-01', '2026-10-31')],
    ['this year', span('2026-01-01', '2026-12-31')],
    ['last year', span('2025-01-01', '2025-12-31')],
    ['last quarter', span('2026-07-01', '2026-09-30')],
    ['year to date', span('2026-01-01', '2026-10-15')],
    ['last 7 days', span('2026-10-09', '2026-10-15')],
    ['in the last three months', span('2026-07-16', '2026-10-15')],
    ['past couple of weeks', span('2026-10-02', '2026-10-15')],
    ['3 days ago', span('2026-10-12', '2026-10-12')],
    ['a month ago', span('2026-09-01', '2026-09-30')],
    ['march', span('2026-03-01', '2026-03-31')],
    ['in december', span('2025-12-01', '2025-12-31')],
    ['in may', span('2026-05-01', '2026-05-31')],
    ['mar 2025', span('2025-03-01', '2025-03-31')],
    ['14 march 2025', span('2025-03-14', '2025-03-14')],
    ['March 14th', span('2026-03-14', '2026-03-14')],
    ['on the 1st of may', { ...span('2026-05-01', '2026-05-01') }],
    ['2025', span('2025-01-01', '2025-12-31')],
    ['2025-03', span('2025-03-01', '2025-03-31')],
    ['2025-03-14', span('2025-03-14', '2025-03-14')],
    ['14.03.2025', span('2025-03-14', '2025-03-14')],
    ['3/4/2025', span('2025-04-03', '2025-04-03')],
    ['q2 2024', span('2024-04-01', '2024-06-30')],
    ['since 1 jan', { dateFrom: '2026-01-01' }],
    ['since march', { dateFrom: '2026-03-01' }],
    ['after 2025-03-01', { dateFrom: '2025-03-02' }],
    ['before april', { dateTo: '2026-03-31' }],
    ['until march 2025', { dateTo: '2025-03-31' }],
    ['from 1 march to 15 march', span('2026-03-01', '2026-03-15')],
    ['between may and july 2024', span('2024-05-01', '2024-07-31')],
    ['nov 2024 to feb 2025', span('2024-11-01', '2025-02-28')],
    ['between 1 and 5 march', span('2026-03-01', '2026-03-05')],
    ['from 1st to 15th of june 2025', span('2025-06-01', '2025-06-15')],
    ['28 dec to 3 jan', span('2025-12-28', '2026-01-03')],
    ['on monday', span('2026-10-12', '2026-10-12')],
    ['last thursday', span('2026-10-08', '2026-10-08')],
    ['29 february', span('2024-02-29', '2024-02-29')],
  ];
  const rest: Case[] = [
    ['#holiday', { tag: 'holiday' }],
    ['tagged Work', { tag: 'Work' }],
    ['from savings', { accountIds: [savings] }],
    ['on visa', { accountIds: [visa] }],
    ['from the joint account', { accountIds: [joint] }],
    ['@savings', { accountIds: [savings] }],
    ['in groceries', { categoryIds: ['food_drink.groceries'] }],
    ['category:groceries', { categoryIds: ['food_drink.groceries'] }],
    ['income', { direction: 'in' }],
    ['refunds', { kind: 'refund' }],
    ['transfers', { kind: 'transfer' }],
    ['uncategorised', { categoryIds: ['none'] }],
    ['pending', { status: 'pending' }],
    ['to review', { needsReview: true }],
  ];
  const whole: Case[] = [
    ['> 50 groceries last month', { amountMin: 5001, text: 'groceries', ...span('2026-09-01', '2026-09-30') }],
    ['tesco in march 2025', { text: 'tesco', ...span('2025-03-01', '2025-03-31') }],
    ['Trattoria Roma > 80 #holiday this year', { text: 'Trattoria Roma', amountMin: 8001, tag: 'holiday', ...span('2026-01-01', '2026-12-31') }],
    ['refunds from visa gold over €10 since june', { kind: 'refund', accountIds: [visa], amountMin: 1001, dateFrom: '2026-06-01' }],
    ['income between 1000 and 3000 last year', { direction: 'in', amountMin: 100_000, amountMax: 300_000, ...span('2025-01-01', '2025-12-31') }],
    ['amazon, yesterday', { text: 'amazon,', ...span('2026-10-14', '2026-10-14') }],
    ['LAST MONTH, café', { text: 'café', ...span('2026-09-01', '2026-09-30') }],
    ['spent at lidl in the last 30 days', { direction: 'out', text: 'lidl', ...span('2026-09-16', '2026-10-15') }],
    ['show me all over 100 at the body shop', { amountMin: 10_001, text: 'body shop' }],
    ['amounts between 5 and 10 for coffee in 2025', { amountMin: 500, amountMax: 1000, text: 'coffee', ...span('2025-01-01', '2025-12-31') }],
    ['transfers to savings', { kind: 'transfer', accountIds: [savings] }],
  ];
  it.each([...amounts, ...dates, ...rest, ...whole])('%s', (phrase, filter) => expect(of(phrase)).toEqual(filter));

  it.each([
    'tesco',
    'may',
    'mar',
    '7 eleven',
    'in n out',
    'to the moon',
    '50',
    '3 mobile',
    'over the top',
    'between friends',
    'august storck'.replace('august', 'augusta'),
    'invoice 12345',
    'last resort',
    'a week',
    '#1 deli',
    'from tesco',
    '4 seasons',
    'Ikea',
    '',
    '"last month"',
    '“over 50”',
  ])('leaves %j as text', (phrase) => {
    const plain = phrase.replace(/["“”]/g, '');
    expect(of(phrase)).toEqual(plain ? { text: plain } : {});
  });

  it('reads amounts and days as the user writes them', () => {
    expect(of('> 1.234,56', { decimal: ',' })).toEqual({ amountMin: 123_457 });
    expect(of('> 1.234', { decimal: ',' })).toEqual({ amountMin: 123_401 });
    expect(of('> 1.234')).toEqual({ amountMin: 123_401 });
    expect(of('> 5000', { currency: 'JPY' })).toEqual({ amountMin: 5001 });
    expect(of('3/4/2025', { dayFirst: false })).toEqual(span('2025-03-04', '2025-03-04'));
    expect(of('13/4/2025', { dayFirst: false })).toEqual(span('2025-04-13', '2025-04-13'));
    expect(of('last week', { weekStart: 7 })).toEqual(span('2026-10-04', '2026-10-10'));
    const german = Array.from({ length: 12 }, (_, at) => (at === 2 ? ['marz'] : at === 4 ? ['mai'] : []));
    expect(of('rewe märz 2025', { monthNames: german })).toEqual({ text: 'rewe', ...span('2025-03-01', '2025-03-31') });
  });

  it('keeps the first of two that exclude each other, and says what it understood', () => {
    expect(of('#a #b')).toEqual({ tag: 'a', text: '#b' });
    expect(of('march 2025 april 2025')).toEqual({ ...span('2025-03-01', '2025-03-31'), text: 'april 2025' });
    expect(parsePhrase('tesco > 50 in march', british).understood).toEqual([
      { kind: 'amount', words: '> 50' },
      { kind: 'dates', words: 'in march' },
    ]);
  });
});
