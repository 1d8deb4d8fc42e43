/**
 * Bank files in the wild (MIT and BSD, licences beside them). The expected counts and sums were established apart from
 * the reader: by a script with hand-given column numbers and Python's csv module. For `needs-mapping` they are those of
 * the likeliest reading, which the person sees while being asked.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/core/statements/csv/decode-text.ts';
import { readCsv } from '../../../src/core/statements/csv/read-csv.ts';
import { forEachRecord } from '../../../src/core/statements/csv/split-records.ts';
import { detectFormat } from '../../../src/core/statements/detect-format.ts';
import { csvMapping } from '../../../src/shared/contract/csv-mapping.ts';

const folder = join(import.meta.dirname, '../../fixtures/bankfiles');

interface Expected {
  status: 'ok' | 'needs-mapping';
  transactions: number;
  sumMinor: Record<string, number>;
  firstDate: string | null;
  lastDate: string | null;
}
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;

describe.each(Object.entries(expected))('%s', (file, facts) => {
  const bytes = readFileSync(join(folder, file));
  const reading = readCsv(bytes, null);

  it('is read as stated', () => {
    expect(detectFormat(bytes, file)).toEqual({ format: 'csv', reason: null });
    const sumMinor: Record<string, number> = {};
    for (const { currency, amountMinor } of reading.rows) {
      sumMinor[currency ?? 'XXX'] = (sumMinor[currency ?? 'XXX'] ?? 0) + amountMinor;
    }
    const dates = reading.rows.map(({ date }) => date).sort();
    expect({
      status: reading.questions.length > 0 ? 'needs-mapping' : 'ok',
      transactions: reading.rows.length,
      sumMinor,
      firstDate: dates[0] ?? null,
      lastDate: dates.at(-1) ?? null,
    }).toEqual(facts);
  });

  it('is read the same with its own mapping, which survives JSON', () => {
    const { mapping, layoutKey } = reading.inspection;
    const again = readCsv(bytes, csvMapping.parse(JSON.parse(JSON.stringify(mapping))));
    expect(again.rows).toEqual(reading.rows);
    expect(again.problems).toEqual(reading.problems);
    if (reading.inspection.mapping.hasHeader) expect(again.inspection.layoutKey).toBe(layoutKey);
  });

  it('accounts for every record below the heading: a row, or a report that begins with its line', () => {
    const { dialect } = reading.inspection;
    const told = new Set([...reading.rows, ...reading.problems].map(({ line }) => line));
    const untold: number[] = [];
    const { text } = decodeText(bytes);
    forEachRecord(text, { ...dialect, expectedWidth: dialect.width }, ({ cells, line }) => {
      if (line >= (dialect.firstDataLine ?? Infinity) && cells.some((cell) => cell.trim() !== '') && !told.has(line)) {
        untold.push(line);
      }
    });
    expect(reading.inspection.mapping.columns.some(({ role }) => role === 'date') ? untold : []).toEqual([]);
    for (const { line, message } of reading.problems) expect(message).toMatch(new RegExp(`^line ${line}: `));
  });
});
