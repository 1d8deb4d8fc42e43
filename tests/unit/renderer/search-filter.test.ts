import { describe, expect, it } from 'vitest';
import type { TransactionFilter } from '../../../src/shared/contract/transactions.ts';
import { amountWords } from '../../../src/renderer/features/search/filter-words.ts';
import { localeHabits } from '../../../src/renderer/features/search/locale-habits.ts';
import { filterOf, searchOf, searchOfPhrase } from '../../../src/renderer/features/transactions/search-filter.ts';
import { createFormat } from '../../../src/renderer/ui/format.ts';

describe('the address of the list', () => {
  it('says a filter and gives it back', () => {
    const filter: TransactionFilter = {
      text: 'lidl', accountIds: ['0190d1f0-0000-7000-8000-000000000001'], categoryIds: ['none'], dateFrom: '2026-01-01',
      dateTo: '2026-01-31', amountMin: 0, amountMax: 5000, direction: 'out', needsReview: true, tag: 'x', status: 'pending', kind: 'refund',
      importBatchId: '0190d1f0-0000-7000-8000-000000000002',
    };
    expect(filterOf(searchOf(filter))).toEqual(filter);
    expect(searchOf({})).toEqual({});
  });

  it('takes the dates of a phrase in place of those before, and leaves what the phrase does not speak of', () => {
    const context = { today: '2026-10-15', currency: 'EUR', accounts: [], categories: [], ...localeHabits('en-GB') };
    expect(searchOfPhrase('tesco since march', context)).toEqual({ text: 'tesco', from: '2026-03-01', to: undefined });
    expect(searchOfPhrase('tesco', context)).toEqual({ text: 'tesco' });
    expect(searchOfPhrase('', context)).toEqual({ text: undefined });
  });
});

it('locales say how days and amounts are written', () => {
  expect(localeHabits('de-DE')).toMatchObject({ decimal: ',', dayFirst: true });
  expect(localeHabits('en-US')).toMatchObject({ decimal: '.', dayFirst: false });
  expect(localeHabits('de-DE').monthNames?.[2]?.[0]).toBe('marz');
});

it('bounds are said in whole units where they were meant so', () => {
  const format = createFormat('en-GB', 'EUR');
  const say = (min?: number, max?: number, currency = 'EUR') => amountWords({ min, max }, currency, format);
  expect([say(5001), say(5000), say(undefined, 1999), say(undefined, 2000), say(100, 200), say(250, 250), say()]).toEqual([
    'over 50.00', '50.00 or more', 'under 20.00', 'up to 20.00', '1.00 – 2.00', '2.50', null,
  ]);
  expect(say(5001, undefined, 'JPY')).toBe('JP¥5,001 or more');
});
