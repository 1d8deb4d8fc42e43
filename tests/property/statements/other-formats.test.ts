/** The same transactions, written as each format writes them, are read back the same: day, amount, words, order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCamt } from '../../../src/core/statements/camt/read-camt.ts';
import { readMt940 } from '../../../src/core/statements/mt940/read-mt940.ts';
import { readOfx } from '../../../src/core/statements/ofx/read-ofx.ts';
import { readQif } from '../../../src/core/statements/qif/read-qif.ts';
import { formatDecimal, type DecimalMark } from '../../../src/shared/money.ts';
import { fromDayNumber } from '../../../src/shared/dates.ts';

interface Transaction {
  date: string;
  amountMinor: number;
  payee: string;
  words: string;
}

const word = fc.string({ unit: fc.constantFrom(...'ABCäéß&<>\'"01 .-'), minLength: 1, maxLength: 30 }).map((text) => `x${text.replace(/\s+/g, ' ').trim()}`);
const transactions = fc.array(
  fc.record<Transaction>({
    date: fc.integer({ min: 11_000, max: 25_000 }).map(fromDayNumber),
    amountMinor: fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
    payee: word,
    words: word,
  }),
  { minLength: 1, maxLength: 8 },
);
const mark = fc.constantFrom<DecimalMark>('.', ',');
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const facts = (rows: { date: string; amountMinor: number }[]) => rows.map(({ date, amountMinor }) => [date, amountMinor]);

describe('transactions survive', () => {
  it('OFX, closed or not', () => {
    fc.assert(
      fc.property(transactions, mark, fc.boolean(), fc.constantFrom('', '\n', '\r\n'), (all, decimal, closed, end) => {
        const tag = (name: string, value: string): string => `<${name}>${value}${closed ? `</${name}>` : ''}${end}`;
        const text = all.map(
          ({ date, amountMinor, payee, words }) =>
            `<STMTTRN>${end}${tag('DTPOSTED', `${date.replaceAll('-', '')}120000[+2:CEST]`)}${tag('TRNAMT', formatDecimal(amountMinor, 2, decimal))}` +
            `${tag('NAME', escaped(payee))}${tag('MEMO', escaped(words))}</STMTTRN>${end}`,
        );
        const { rows, problems } = readOfx(`<OFX><STMTRS><CURDEF>EUR${end}<BANKTRANLIST>${text.join('')}</BANKTRANLIST></STMTRS></OFX>`);
        expect(problems).toEqual([]);
        expect(facts(rows)).toEqual(facts(all));
        expect(rows.map(({ payee, description }) => [payee, description])).toEqual(all.map(({ payee, words }) => [payee, words]));
      }),
      { numRuns: 60 },
    );
  });

  it('CAMT', () => {
    fc.assert(
      fc.property(transactions, (all) => {
        const text = all.map(
          ({ date, amountMinor, words }) =>
            `<Ntry><Amt Ccy="EUR">${formatDecimal(Math.abs(amountMinor), 2, '.')}</Amt><CdtDbtInd>${amountMinor < 0 ? 'DBIT' : 'CRDT'}</CdtDbtInd>` +
            `<Sts>BOOK</Sts><BookgDt><Dt>${date}</Dt></BookgDt><NtryDtls><TxDtls><RmtInf><Ustrd>${escaped(words)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
        );
        const { rows, problems } = readCamt(`<Document><BkToCstmrStmt><Stmt>${text.join('\n')}</Stmt></BkToCstmrStmt></Document>`);
        expect(problems).toEqual([]);
        expect(facts(rows)).toEqual(facts(all));
        expect(rows.map(({ description }) => description)).toEqual(all.map(({ words }) => words));
        expect(rows.map(({ line }) => line)).toEqual(all.map((_, at) => at + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('MT940', () => {
    fc.assert(
      fc.property(transactions, fc.constantFrom('\n', '\r\n'), (all, end) => {
        const text = all.map(({ date, amountMinor }) => {
          const day = date.slice(2).replaceAll('-', '');
          return `:61:${day}${day.slice(2)}${amountMinor < 0 ? 'D' : 'C'}R${formatDecimal(Math.abs(amountMinor), 2, ',')}NTRFNONREF${end}`;
        });
        const { rows, problems } = readMt940(`:20:X${end}:25:1${end}:60F:C260101EUR0,00${end}${text.join('')}-${end}`);
        expect(problems).toEqual([]);
        expect(facts(rows)).toEqual(facts(all));
      }),
      { numRuns: 60 },
    );
  });

  it('QIF, in both orders of dates, once the file decides them', () => {
    fc.assert(
      fc.property(transactions, mark, fc.boolean(), (all, decimal, dayFirst) => {
        const written = (date: string): string => {
          const [year, month, day] = date.split('-');
          return dayFirst ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
        };
        const decided = [...all, { date: '2026-01-31', amountMinor: 1234, payee: 'x', words: 'x' }];
        const text = decided.map(({ date, amountMinor }) => `D${written(date)}\nT${formatDecimal(amountMinor, 2, decimal)}\n^\n`);
        const { rows, questions, problems } = readQif(`!Type:Bank\n${text.join('')}`, null);
        expect([questions, problems]).toEqual([[], []]);
        expect(facts(rows)).toEqual(facts(decided));
      }),
      { numRuns: 60 },
    );
  });
});
