import fc from 'fast-check';
import { expect, it } from 'vitest';
import { transactionFilter } from '../../src/shared/contract/transactions.ts';
import { isPlainDate } from '../../src/shared/dates.ts';
import { parsePhrase } from '../../src/shared/search/phrase.ts';
import { wordsOf } from '../../src/shared/search/words.ts';

const context = {
  today: '2026-10-15',
  dayFirst: true,
  weekStart: 1,
  currency: 'EUR',
  decimal: '.' as const,
  accounts: [{ id: '0190d1f0-0000-7000-8000-000000000001', name: 'Savings' }],
  categories: [{ id: 'food_drink.groceries', name: 'Groceries' }],
};

const word = fc.oneof(
  fc.constantFrom(
    'last', 'month', 'this', 'year', 'march', 'may', 'between', 'and', 'to', 'from', 'over', 'under', '>', '<=', '=', '~', '-', '..', 'since',
    'before', 'ago', 'days', '#tag', '@savings', 'in', 'groceries', 'income', 'pending', 'refunds', '2025', '31', '30.02.2025', '2025-02-30',
    '12.50', '1,234', '€', '50k', '9999999999999999999', '"quoted', 'text"', 'q4', 'tesco', '29', 'february', '0', 'a', 'the', 'week',
  ),
  fc.string({ maxLength: 6 }),
  fc.integer({ min: -5, max: 40_000 }).map(String),
);

it('whatever is typed becomes a filter that the core takes, and every word is understood, kept as text, or only joins', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 9 }), (words) => {
      const phrase = words.join(' ').slice(0, 150);
      const { filter, understood } = parsePhrase(phrase, context);
      expect(transactionFilter.safeParse(filter).success).toBe(true);
      for (const date of [filter.dateFrom, filter.dateTo]) if (date !== undefined) expect(isPlainDate(date)).toBe(true);
      const said = wordsOf(phrase).map((each) => each.raw);
      const used = [...understood.map((each) => each.words), filter.text ?? ''].join(' ');
      if (understood.length === 0) expect(filter.text ?? '').toBe(said.join(' '));
      else for (const each of used.split(' ').filter(Boolean)) expect(said.join(' ')).toContain(each);
    }),
    { numRuns: 2000 },
  );
});
