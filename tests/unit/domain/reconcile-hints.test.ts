import { describe, expect, it } from 'vitest';
import { hintWords } from '../../../src/core/domain/reconcile/hint-words.ts';
import { findHints, isSwap, type HintInput, type HintRow } from '../../../src/core/domain/reconcile/hints.ts';

const row = (id: string, amountMinor: number, more: Partial<HintRow> = {}): HintRow => ({
  id, date: '2026-02-10', payee: id, amountMinor, ticked: true, ...more,
});
/** The last statement agreed, and nothing changed since. */
const agreed = { date: '2025-12-31', movedMinor: 0, changed: [] };
const hints = (difference: number, rows: HintRow[], more: Partial<HintInput> = {}) =>
  findHints({ difference, date: '2026-02-28', rows, after: [], last: agreed, ...more });
const first = (difference: number, rows: HintRow[], more: Partial<HintInput> = {}) => hints(difference, rows, more)[0];

describe('what may explain a difference', () => {
  it('is nothing when there is none', () => {
    expect(hints(0, [row('A', -100)])).toEqual([]);
  });

  it('is an open row of just that size', () => {
    expect(first(-1260, [row('A', -1260, { ticked: false }), row('B', 1260)])).toMatchObject({ kind: 'tick', tick: ['A'] });
  });

  it('is a ticked row that the statement does not have', () => {
    expect(first(1260, [row('A', -1260)])).toMatchObject({ kind: 'untick', untick: ['A'] });
  });

  it('is a payment entered twice', () => {
    const rows = [row('1', -500, { payee: 'Lidl', date: '2026-02-09' }), row('2', -500, { payee: 'LIDL' }), row('3', -500, { payee: 'Rewe' })];
    expect(hints(500, rows).map((hint) => [hint.kind, hint.untick])).toEqual([
      ['duplicate', ['2']],
      ['untick', ['1']],
      ['untick', ['3']],
    ]);
  });

  it('is a row with the wrong sign, off by twice its size', () => {
    expect(first(-2000, [row('A', 1000)])).toMatchObject({ kind: 'sign', rows: [{ id: 'A' }] });
    expect(hints(-2001, [row('A', 1000)])).toEqual([]);
  });

  it('is two digits in the wrong order', () => {
    expect(first(-2700, [row('A', -3600)])).toMatchObject({ kind: 'digits', rows: [{ id: 'A' }] });
    expect([isSwap(-3600, -6300), isSwap(6, 60), isSwap(123, 132), isSwap(123, 321), isSwap(12, -21), isSwap(5, 5)]).toEqual([
      true, true, true, false, false, false,
    ]);
    expect(first(-2700, [row('A', -1)])).toMatchObject({ kind: 'nines' });
  });

  it('is two rows together, open ones before ticked ones', () => {
    const rows = [row('A', -300), row('B', 400), row('C', -60, { ticked: false }), row('D', -40, { ticked: false })];
    expect(hints(-100, rows).map((hint) => [hint.kind, hint.tick, hint.untick])).toEqual([
      ['pair', ['C', 'D'], []],
      ['pair', [], ['A', 'B']],
    ]);
    expect(first(-120, [row('A', 60), row('B', -60, { ticked: false })])).toMatchObject({ kind: 'sign' });
  });

  it('is a payment that the bank booked earlier', () => {
    expect(first(-300, [], { after: [row('Tram', -300, { date: '2026-03-02' })] })).toMatchObject({ kind: 'after' });
  });

  it('begins with what changed since the last statement, and ends with what was left over then', () => {
    const last = { date: '2026-01-31', movedMinor: 1260, changed: [row('Gone', -1260, { date: '2026-01-05' })] };
    const open = row('Old', -7, { date: '2026-01-20', ticked: false });
    expect(hints(-1261, [open], { last }).map((hint) => hint.kind)).toEqual(['changed', 'older']);
  });

  it('may be the opening balance, before any statement agreed', () => {
    expect(hints(500, [row('A', -1)], { last: null }).map((hint) => hint.kind)).toEqual(['opening']);
    expect(hintWords({ kind: 'opening', rows: [], tick: [], untick: [] }, { difference: 500, currency: 'EUR', openingMinor: -100 })).toBe(
      'No statement agreed before this one. Was the opening balance 4.00, not −1.00?',
    );
  });

  it('is said in words', () => {
    const say = (difference: number, rows: HintRow[]) => {
      const hint = first(difference, rows);
      return hint && hintWords(hint, { difference, currency: 'EUR', openingMinor: 0 });
    };
    expect(say(-2700, [row('Lidl', -3600)])).toBe(
      'Lidl, −36.00, 10 February 2026: with two digits swapped, −63.00, the difference is gone.',
    );
    expect(say(-2000, [row('Refund', 1000)])).toBe('Refund, 10.00, 10 February 2026 is half the difference: should it be −10.00?');
  });
});
