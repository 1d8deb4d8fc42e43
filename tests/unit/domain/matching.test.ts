import { describe, expect, it } from 'vitest';
import { matchRows, type FileRows, type HeldRow } from '../../../src/core/domain/matching.ts';
import { fingerprint } from '../../../src/core/domain/fingerprint.ts';

interface Line {
  date: string;
  amount: number;
  text: string;
  ref?: string;
  pending?: boolean;
}
type Held = HeldRow & { text: string };

const file = (...lines: Line[]): FileRows => {
  const at = (row: number): Line => lines[row] as Line;
  return {
    count: lines.length,
    date: (row) => at(row).date,
    amountMinor: (row) => at(row).amount,
    fingerprint: (row) => fingerprint(at(row).date, at(row).amount, 'EUR', at(row).text),
    bankRef: (row) => at(row).ref ?? null,
    pending: (row) => at(row).pending ?? false,
    text: (row) => at(row).text,
  };
};
const held = (line: Line, more: Partial<Held> = {}): Held => ({
  date: line.date,
  amountMinor: line.amount,
  fingerprint: fingerprint(line.date, line.amount, 'EUR', line.text),
  bankRef: line.ref ?? null,
  status: line.pending ? 'pending' : 'cleared',
  split: false,
  deleted: false,
  earlierWord: false,
  text: line.text,
  ...more,
});
const byHand = (line: Line, more: Partial<Held> = {}): Held => held(line, { fingerprint: null, ...more });
const match = (lines: Line[], ledger: Held[]) => matchRows(file(...lines), ledger, { textsOf: (rows) => rows.map((row) => row.text) });
const fates = (lines: Line[], ledger: Held[]) => match(lines, ledger).fates;

const coffee: Line = { date: '2026-03-03', amount: -480, text: 'CAFE NORD' };
const lidl: Line = { date: '2026-03-02', amount: -3812, text: 'LIDL 0342 BERLIN' };

describe('words and counting', () => {
  it('keeps two equal purchases of one file, and says so of both', () => {
    expect(fates([coffee, lidl, coffee], [])).toEqual(['new-same', 'new', 'new-same']);
  });

  it('finds as many as the ledger holds and takes the rest as new', () => {
    expect(fates([coffee, coffee, coffee], [held(coffee), held(coffee)])).toEqual(['already-here', 'already-here', 'new']);
  });

  it('adds a purchase of the same amount on the same day elsewhere', () => {
    expect(fates([{ ...coffee, text: 'KIOSK SUED' }], [held(coffee)])).toEqual(['new']);
  });

  it('remembers what was deleted, after what is still there', () => {
    expect(fates([coffee, coffee], [held(coffee, { deleted: true }), held(coffee)])).toEqual(['already-here', 'deleted-before']);
  });

  it('adds interest of every day, though amount, words and id are those of yesterday', () => {
    const interest = (day: number): Line => ({ date: `2026-03-0${day}`, amount: 12, text: 'INTEREST PAID', ref: 'INT' });
    expect(fates([4, 5, 6].map(interest), [1, 2, 3].map((day) => held(interest(day))))).toEqual(['new', 'new', 'new']);
    expect(fates([3, 4].map(interest), [1, 2, 3].map((day) => held(interest(day))))).toEqual(['already-here', 'new']);
  });

  it('adds a weekly purchase of the same amount without a question', () => {
    expect(fates([{ ...coffee, date: '2026-03-10' }], [held(coffee)])).toEqual(['new']);
  });
});

describe('ids of the bank', () => {
  it('know a row that another export describes in other words', () => {
    const { fates, matches } = match([{ ...coffee, text: 'Card payment Cafe Nord', ref: 'A1' }], [held({ ...coffee, ref: 'A1' })]);
    expect(fates).toEqual(['already-here']);
    expect(matches.get(0)?.ground).toBe('same-id');
  });

  it('are not enough: two rows of one file with one id but other amounts are both kept', () => {
    expect(fates([{ ...coffee, ref: 'A1' }, { ...lidl, ref: 'A1' }], [])).toEqual(['new', 'new']);
    expect(fates([{ ...coffee, ref: 'A1' }, { ...lidl, ref: 'A1' }], [held({ ...lidl, ref: 'A1' })])).toEqual(['new', 'already-here']);
    expect(fates([{ ...coffee, ref: 'A1' }], [held({ ...lidl, ref: 'A1' })])).toEqual(['new']);
  });

  it('tell two equal purchases apart when the bank keeps its ids', () => {
    const ledger = [held({ ...lidl, ref: 'L' }), held({ ...coffee, ref: 'A1' })];
    expect(fates([{ ...lidl, ref: 'L' }, { ...coffee, ref: 'A2' }], ledger)).toEqual(['already-here', 'new']);
  });

  it('do not count when the bank makes up new ones for each download', () => {
    const ledger = [held({ ...lidl, ref: 'x1' }), held({ ...coffee, ref: 'x2' })];
    expect(fates([{ ...lidl, ref: 'y1' }, { ...coffee, ref: 'y2' }], ledger)).toEqual(['already-here', 'already-here']);
  });

  it('that differ for one equal row alone are asked about', () => {
    expect(fates([{ ...coffee, ref: 'A2' }], [held({ ...coffee, ref: 'A1' })])).toEqual(['maybe-same']);
  });

  it('that say there is none are none', () => {
    const other: Line = { ...coffee, text: 'KIOSK SUED', ref: 'NOTPROVIDED' };
    expect(fates([other], [held({ ...coffee, ref: 'NOTPROVIDED' })])).toEqual(['new']);
  });

  it('with another date are a question once, and no reason to leave a row out', () => {
    const { fates, matches } = match([{ ...coffee, date: '2026-03-04', ref: 'A1' }], [held({ ...coffee, ref: 'A1' })]);
    expect(fates).toEqual(['maybe-same']);
    expect(matches.get(0)?.ground).toBe('id-reused');
  });
});

describe('pending and booked', () => {
  const pending = { ...lidl, pending: true };

  it('books a pending row of the same amount, a few days later and in other words', () => {
    const { fates, matches } = match([{ ...lidl, date: '2026-03-05', text: 'LIDL SAGT DANKE 03.02' }], [held(pending)]);
    expect(fates).toEqual(['books-pending']);
    expect(matches.get(0)?.held.date).toBe('2026-03-02');
  });

  it('books one that did not change at all', () => {
    expect(fates([lidl], [held(pending)])).toEqual(['books-pending']);
  });

  it('books another amount only under the same id', () => {
    const more = { ...lidl, date: '2026-03-04', amount: -4000 };
    expect(fates([{ ...more, ref: 'P' }], [held({ ...pending, ref: 'P' })])).toEqual(['books-pending']);
    expect(fates([more], [held(pending)])).toEqual(['maybe-same']);
  });

  it('asks when the pending row is split and the amount is another one', () => {
    const more = { ...lidl, amount: -4000, ref: 'P' };
    expect(fates([more], [held({ ...pending, ref: 'P' }, { split: true })])).toEqual(['maybe-same']);
    expect(fates([{ ...lidl, ref: 'P' }], [held({ ...pending, ref: 'P' }, { split: true })])).toEqual(['books-pending']);
  });

  it('takes the nearest of two pending rows, and each only once', () => {
    const later = { ...pending, date: '2026-03-06' };
    const { matches } = match([{ ...lidl, date: '2026-03-07' }], [held(pending), held(later)]);
    expect(matches.get(0)?.held.date).toBe('2026-03-06');
    expect(fates([{ ...lidl, date: '2026-03-07' }, { ...lidl, date: '2026-03-08', text: 'LIDL 0342 HAMBURG' }], [held(later)])).toEqual([
      'books-pending',
      'new',
    ]);
  });

  it('does not bring a pending row back once it is booked', () => {
    const booked = held({ ...lidl, date: '2026-03-05', text: 'LIDL SAGT DANKE' });
    expect(fates([pending], [booked, held(pending, { earlierWord: true, status: 'cleared' })])).toEqual(['already-here']);
    expect(fates([pending], [booked])).toEqual(['already-here']);
  });

  it('leaves a pending row alone that another payee was paid', () => {
    expect(fates([{ ...lidl, date: '2026-03-10', text: 'NETFLIX' }], [held(pending)])).toEqual(['new']);
  });
});

describe('what is only likely', () => {
  it('suggests an entry made by hand', () => {
    const { fates, matches } = match([lidl], [byHand({ date: '2026-02-28', amount: -3812, text: 'Lidl' })]);
    expect(fates).toEqual(['maybe-same']);
    expect(matches.get(0)?.ground).toBe('by-hand');
    expect(fates).not.toContain('already-here');
  });

  it('suggests nothing for another payee, another amount or a week between', () => {
    expect(fates([lidl], [byHand({ ...lidl, text: 'Rewe' })])).toEqual(['new']);
    expect(fates([lidl], [byHand({ ...lidl, amount: -3800 })])).toEqual(['new']);
    expect(fates([lidl], [byHand({ ...lidl, date: '2026-02-24' })])).toEqual(['new']);
  });

  it('suggests a row of an earlier file under other words, within the days of this one', () => {
    const month = [{ ...coffee, date: '2026-03-01', text: 'START' }, { ...lidl, text: 'Lidl sagt Danke' }, { ...coffee, text: 'END' }];
    expect(fates(month, [held(lidl)])).toEqual(['new', 'maybe-same', 'new']);
    expect(fates([{ ...lidl, date: '2026-03-03' }], [held(lidl)])).toEqual(['new']);
  });

  it('pairs two rows with two entries, not both with one', () => {
    const entries = [byHand({ ...coffee, text: 'Cafe Nord' }), byHand({ ...coffee, date: '2026-03-05', text: 'Cafe Nord' })];
    const { matches } = match([{ ...coffee, date: '2026-03-05' }, coffee], entries);
    expect(matches.get(0)?.held).toBe(entries[1]);
    expect(matches.get(1)?.held).toBe(entries[0]);
  });

  it('compares words alone in files that Saldo wrote', () => {
    const rows = matchRows(file(lidl), [byHand({ ...lidl, text: 'Lidl' })], { textsOf: () => [], wordsOnly: true });
    expect(rows.fates).toEqual(['new']);
  });
});
