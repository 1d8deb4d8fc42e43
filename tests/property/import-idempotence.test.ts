/** Whatever a bank's files hold: the same one twice adds nothing, and parts that overlap sum to the whole. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../src/core/domain/fingerprint.ts';
import { matchRows, type FileRows, type HeldRow } from '../../src/core/domain/matching.ts';

interface Line {
  date: string;
  amount: number;
  text: string;
  ref: string | null;
}
type Held = HeldRow & { text: string };

const print = (line: Line): number => fingerprint(line.date, line.amount, 'EUR', line.text);

function fileOf(lines: Line[]): FileRows {
  const at = (row: number): Line => lines[row] as Line;
  return {
    count: lines.length,
    date: (row) => at(row).date,
    amountMinor: (row) => at(row).amount,
    fingerprint: (row) => print(at(row)),
    bankRef: (row) => at(row).ref,
    pending: () => false,
    text: (row) => at(row).text,
  };
}

/** What an import does to a ledger when nobody changes its suggestions. */
function importInto(ledger: Held[], lines: Line[]): { ledger: Held[]; added: number } {
  const { fates } = matchRows(fileOf(lines), ledger, { textsOf: (rows) => rows.map((row) => row.text) });
  const added = lines.filter((_, row) => ['new', 'new-same', 'maybe-same'].includes(fates[row] as string));
  return {
    added: added.length,
    ledger: [
      ...ledger,
      ...added.map((line): Held => ({
        date: line.date,
        amountMinor: line.amount,
        fingerprint: print(line),
        bankRef: line.ref,
        status: 'cleared',
        split: false,
        deleted: false,
        earlierWord: false,
        text: line.text,
      })),
    ],
  };
}

const content = (ledger: Held[]): string[] => ledger.map((row) => `${row.date} ${row.amountMinor} ${row.text}`).sort();

/** Few days, amounts and texts, so that equal rows are common. */
const line = fc.record({
  date: fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`),
  amount: fc.constantFrom(-480, -480, -3812, 100, 12),
  text: fc.constantFrom('CAFE NORD', 'KIOSK SUED', 'LIDL 0342 BERLIN', 'INTEREST'),
});
/** Banks that give no ids, one for each row, or one for each kind of row, again and again. */
const lines = fc.tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('none', 'own', 'reused')).map(([rows, ids]) =>
  rows.map((row, at): Line => ({ ...row, ref: ids === 'none' ? null : ids === 'own' ? `id-${at}` : `kind-${row.text}` })),
);

describe('importing files of a bank', () => {
  it('adds every row of the first, and nothing of the same again, in any order', () => {
    fc.assert(
      fc.property(lines, fc.infiniteStream(fc.nat()), (rows, random) => {
        const first = importInto([], rows);
        expect(first.added).toBe(rows.length);
        const shuffled = rows
          .map((row) => [random.next().value as number, row] as const)
          .sort(([a], [b]) => a - b)
          .map(([, row]) => row);
        expect(importInto(first.ledger, rows).added).toBe(0);
        expect(importInto(first.ledger, shuffled).added).toBe(0);
      }),
    );
  });

  it('comes to the same whether it is one file or two that share days, in whichever order they come', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 4 }), fc.boolean(), (rows, cut, shared, late) => {
        const until = rows.filter((row) => row.date <= `2026-03-0${cut}`);
        const from = rows.filter((row) => row.date > `2026-03-0${Math.max(0, cut - shared)}`);
        const [one, other] = late ? [from, until] : [until, from];
        const parts = importInto(importInto([], one).ledger, other).ledger;
        expect(content(parts)).toEqual(content(importInto([], rows).ledger));
      }),
    );
  });
});
