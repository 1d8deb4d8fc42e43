/** Files made to harm, and files that were harmed: answered within seconds by a reading or a sentence, never a crash. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../src/core/statements/read-statement.ts';
import type { ReadStatementResult } from '../../../src/core/statements/read-result.ts';
import { DomainError } from '../../../src/shared/contract/errors.ts';

const folder = join(import.meta.dirname, '../../fixtures/bankfiles');
const samples = [
  'ofxparse/checking.ofx',
  'asgrim_ofxparser/ofxdata-investments-xml.ofx',
  'genkgo_camt/camt053.v2.minimal.xml',
  'genkgo_camt/camt054.v8.xml',
  'mt940/jejik__abnamro.sta',
  'mt940/betterplace__sepa_snippet.sta',
  'csv2ofx/default_w_splits.qif',
  'csv2ofx/investment_example.qif',
];

/** The reading, or the sentence for a person; anything else fails the test. */
function answer(bytes: Uint8Array, fileName = 'bank'): ReadStatementResult | string {
  try {
    return readStatement({ bytes, fileName, mapping: null, defaultCurrency: 'EUR' });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'UNREADABLE') return error.message;
    throw error;
  }
}

const countOf = (read: ReadStatementResult | string): number => (typeof read === 'string' ? 0 : read.rows.count);

describe.each(samples)('%s', (file) => {
  const bytes = readFileSync(join(folder, file));
  const whole = answer(bytes);
  const amounts = typeof whole === 'string' ? [] : [...whole.rows.amountMinor];

  it('cut anywhere holds the first rows, unchanged, and never one more', () => {
    for (let length = 0; length < bytes.length; length += Math.max(97, Math.floor(bytes.length / 60))) {
      const read = answer(bytes.subarray(0, length));
      if (typeof read === 'string') continue;
      expect(read.rows.count).toBeLessThanOrEqual(amounts.length);
      // The last amount of formats of lines may be cut in two; tags show where a value ends.
      const complete = /sta|qif/.test(file) ? -1 : undefined;
      expect([...read.rows.amountMinor].slice(0, complete)).toEqual(amounts.slice(0, read.rows.count).slice(0, complete));
    }
  });

  it('in the wrong encoding keeps its amounts', () => {
    const utf16 = Buffer.from(`\ufeff${bytes.toString('latin1')}`, 'utf16le');
    const read = answer(utf16);
    expect(typeof read === 'string' ? [] : [...read.rows.amountMinor]).toEqual(amounts);
  });

  it('with bytes turned over at random is answered', () => {
    let state = 7;
    for (let round = 0; round < 20; round += 1) {
      const harmed = Uint8Array.from(bytes);
      for (let at = 0; at < 12; at += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        harmed[state % harmed.length] = (state >>> 16) & 255;
      }
      answer(harmed);
    }
  });
});

describe('what grows', () => {
  it('is not expanded: a document that declares entities is refused', () => {
    const lines = Array.from({ length: 9 }, (_, at) => `<!ENTITY lol${at + 1} "${`&lol${at};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">${lines.join('')}]>`;
    expect(answer(Buffer.from(`${bomb}<Document><BkToCstmrStmt><Stmt><Id>&lol9;</Id></Stmt></BkToCstmrStmt></Document>`))).toMatch(
      /declares entities/,
    );
    expect(answer(Buffer.from(`${bomb}<OFX><STMTTRN><NAME>&lol9;</STMTTRN></OFX>`))).toMatch(/declares entities/);
  });

  it('reads no file of this computer', () => {
    const doc = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><OFX><NAME>&x;</OFX>';
    expect(answer(Buffer.from(doc))).toMatch(/declares entities/);
  });

  it('is refused beyond 100 MB, with the name of the file', () => {
    expect(answer(new Uint8Array(101 * 1024 * 1024), 'huge.csv')).toMatch(/huge\.csv is larger than 100 MB/);
  });
});

describe('a table in one line', () => {
  it('is refused before it is taken apart', () => {
    expect(answer(Buffer.from(`Date,Amount\n${','.repeat(1_100_000)}`))).toMatch(/a line of over a million characters/);
  });
});

describe('long and deep', () => {
  const size = 1024 * 1024;
  const stuffed = (head: string, unit: string, tail = ''): Uint8Array =>
    Buffer.from(head + unit.repeat(Math.floor(size / unit.length)) + tail);
  const head = 'OFXHEADER:100\n\n<OFX><STMTRS><BANKTRANLIST>';
  const camt = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>';
  const mt940 = ':20:X\n:25:1\n:60F:C260101EUR0,00\n:61:2601010101D1,00NTRFNONREF\n:86:';

  it.each<[string, Uint8Array]>([
    ['one line of nothing but letters', stuffed('', 'A')],
    ['one line of separators', stuffed('Date,Amount\n', ',')],
    ['one quote that never ends', stuffed('Date,Amount\n2026-01-01,"', 'a')],
    ['tags that are never closed', stuffed(head, '<STMTTRN>')],
    ['angle brackets', stuffed(head, '<')],
    ['angle brackets with an end', stuffed(head, '<a ', '>')],
    ['comments that never end', stuffed(head, '<!--')],
    ['CDATA in a value', stuffed(`${head}<NAME>`, '<![CDATA[x]]>')],
    ['declarations', stuffed(head, '<!x>')],
    ['ampersands in a value', stuffed(`${head}<STMTTRN><DTPOSTED>20260101<TRNAMT>1.00<NAME>`, '&amp;#', '</STMTTRN>')],
    ['blanks in a value', stuffed(`${head}<STMTTRN><DTPOSTED>20260101<TRNAMT>1.00<NAME>a`, ' ', 'b</STMTTRN>')],
    ['an amount of digits', stuffed(`${head}<STMTTRN><DTPOSTED>20260101<TRNAMT>`, '9', '</STMTTRN>')],
    ['elements within elements', stuffed(`${camt}<Ntry>`, '<a>')],
    ['elements within elements, closed', stuffed(`${camt}<Ntry>`, '<a>', `${'</a>'.repeat(1000)}</Ntry>`)],
    ['details of one entry', stuffed(`${camt}<Ntry><Amt Ccy="EUR">1</Amt><NtryDtls>`, '<TxDtls></TxDtls>', '</NtryDtls></Ntry>')],
    ['one line of MT940', stuffed(mt940, 'x')],
    ['lines of MT940', stuffed(mt940, 'x\n')],
    ['question marks of MT940', stuffed(`${mt940}166?00`, '?20')],
    ['a statement line without end', stuffed(':20:X\n:61:260101', '1')],
    ['envelopes of SWIFT', stuffed(':20:X\n', '{1:}\n')],
    ['lines of one QIF record', stuffed('!Type:Bank\n', 'Sx\n')],
    ['one line of QIF', stuffed('!Type:Bank\nP', 'x')],
    ['returns', stuffed('!Type:Bank\n', '\r')],
    ['zero bytes', new Uint8Array(size)],
  ])('%s: answered within seconds', (_, bytes) => {
    const begin = performance.now();
    const before = process.memoryUsage.rss();
    expect(countOf(answer(bytes))).toBeLessThan(10);
    // What is not linear takes minutes.
    expect(performance.now() - begin).toBeLessThan(5000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024);
  });
});
