/**
 * OFX, QIF, CAMT and MT940 files in the wild (MIT and BSD, licences beside them). The expected counts, sums and dates
 * were established apart from the readers: OFX and QIF by regular expressions, CAMT by Python's ElementTree, MT940 by
 * the values that the `mt940` library for Python keeps beside the files. Where that library takes the reversal of a
 * credit (`RC`) for money in, the balances of the file were believed instead.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../src/core/statements/read-statement.ts';
import { textAt } from '../../../src/core/statements/statement-columns.ts';

const folder = join(import.meta.dirname, '../../fixtures/bankfiles');

interface Expected {
  format: string;
  status: 'ok';
  transactions: number;
  sumMinor: Record<string, number>;
  firstDate: string | null;
  lastDate: string | null;
}
const expected = JSON.parse(readFileSync(join(folder, 'expected-other-formats.json'), 'utf8')) as Record<string, Expected>;

describe.each(Object.entries(expected))('%s', (file, facts) => {
  it('is read as stated', () => {
    const read = readStatement({ bytes: readFileSync(join(folder, file)), fileName: file, mapping: null, defaultCurrency: null });
    const { rows } = read;
    const sumMinor: Record<string, number> = {};
    const dates: string[] = [];
    for (let at = 0; at < rows.count; at += 1) {
      const currency = textAt(rows.currency, at) ?? 'XXX';
      sumMinor[currency] = (sumMinor[currency] ?? 0) + (rows.amountMinor[at] as number);
      dates.push(textAt(rows.date, at));
    }
    dates.sort();
    expect({
      format: read.format,
      status: read.questions.length > 0 ? 'needs-mapping' : 'ok',
      transactions: rows.count,
      sumMinor,
      firstDate: dates[0] ?? null,
      lastDate: dates.at(-1) ?? null,
    }).toEqual(facts);
    for (const { line, message } of read.problems) expect(message).toMatch(new RegExp(`^line ${line}: `));
    const known = new Set([null, ...read.accounts.map(({ name }) => name)]);
    for (const name of rows.accountName.values) expect(known).toContain(name);
  });
});

describe('statements that print their balances', () => {
  // Reversals, pages and reports of many accounts: the amounts lead from each opening balance to its closing one.
  it.each([
    'mt940/betterplace__sepa_mt9401.sta',
    'mt940/betterplace__with_binary_character.sta',
    'mt940/jejik__generic.sta',
    'mt940/jejik__rabobank-iban.sta',
    'mt940/mBank__mt940.sta',
    'mt940/ASNB__0708271685_09022020_164516.940.txt',
  ])('%s adds up', (file) => {
    const { rows, balances } = readStatement({
      bytes: readFileSync(join(folder, file)),
      fileName: file,
      mapping: null,
      defaultCurrency: null,
    });
    const booked = balances.filter(({ kind }) => kind !== 'available');
    let checked = 0;
    booked.forEach((opening, at) => {
      const closing = booked[at + 1];
      if (opening.kind !== 'opening' || closing?.kind !== 'closing') return;
      let sum = opening.amountMinor;
      rows.line.forEach((line, row) => {
        if (line > opening.line && line < closing.line) sum += rows.amountMinor[row] as number;
      });
      expect(sum).toBe(closing.amountMinor);
      checked += 1;
    });
    expect(checked).toBeGreaterThan(0);
  });
});
