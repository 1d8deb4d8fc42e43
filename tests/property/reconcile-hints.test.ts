import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findHints } from '../../src/core/domain/reconcile/hints.ts';

const row = fc.record({
  date: fc.constantFrom('2026-02-01', '2026-02-02', '2026-02-20'),
  payee: fc.constantFrom('Lidl', 'Rewe', 'Acme'),
  amountMinor: fc.integer({ min: -50, max: 50 }),
  ticked: fc.boolean(),
});

it('a step that a hint offers removes the difference, and nothing is offered when there is none', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 10 }), fc.integer({ min: -60, max: 60 }), (drawn, difference) => {
      const rows = drawn.map((each, at) => ({ ...each, id: String(at) }));
      const hints = findHints({ difference, date: '2026-02-28', rows, after: [], last: null });
      if (difference === 0) expect(hints).toEqual([]);
      for (const { tick, untick } of hints) {
        if (tick.length + untick.length === 0) continue;
        const sum = (ids: string[], ticked: boolean): number =>
          rows.reduce((total, each) => {
            if (!ids.includes(each.id)) return total;
            expect(each.ticked).toBe(ticked);
            return total + each.amountMinor;
          }, 0);
        expect(sum(tick, false) - sum(untick, true)).toBe(difference);
      }
    }),
    { numRuns: 1000 },
  );
});
