import { describe, expect, it } from 'vitest';
import { readCamt } from '../../../src/core/statements/camt/read-camt.ts';

const statement = (...entries: string[]): string =>
  '<?xml version="1.0"?>\n<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><n:BkToCstmrStmt><n:Stmt>' +
  '<n:CreDtTm>2026-02-01T00:00:00</n:CreDtTm><n:Acct><n:Id><n:IBAN>DE1</n:IBAN></n:Id><n:Ccy>EUR</n:Ccy></n:Acct>\n' +
  `${entries.join('\n').replace(/<(\/?)/g, '<$1n:')}\n</n:Stmt></n:BkToCstmrStmt></n:Document>`;

const entry = (amount: string, mark: string, rest = '', currency = 'EUR'): string =>
  `<Ntry><Amt Ccy="${currency}">${amount}</Amt><CdtDbtInd>${mark}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>` +
  `<BookgDt><DtTm>2026-01-13T23:30:00+01:00</DtTm></BookgDt><ValDt><Dt>2026-01-14</Dt></ValDt>${rest}</Ntry>`;
const details = (...each: string[]): string => `<NtryDtls>${each.map((one) => `<TxDtls>${one}</TxDtls>`).join('')}</NtryDtls>`;
const amount = (value: string): string => `<Amt Ccy="EUR">${value}</Amt>`;

describe('CAMT', () => {
  it('reads an entry in any namespace: day, parties, purpose, references', () => {
    const { rows, accounts } = readCamt(
      statement(
        entry(
          '12.50',
          'DBIT',
          `<AcctSvcrRef>R1</AcctSvcrRef>${details(
            '<Refs><EndToEndId>E1</EndToEndId></Refs><RltdPties><Dbtr><Nm>Me</Nm></Dbtr><Cdtr><Pty><Nm>Shop &amp; Co</Nm></Pty></Cdtr>' +
              '</RltdPties><RmtInf><Ustrd>Invoice 7</Ustrd><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>',
          )}`,
        ),
      ),
    );
    expect(rows).toMatchObject([
      {
        line: 3,
        date: '2026-01-13',
        valueDate: '2026-01-14',
        amountMinor: -1250,
        currency: 'EUR',
        payee: 'Shop & Co',
        description: 'Invoice 7 RF18',
        bankRef: 'R1',
        accountName: 'DE1',
      },
    ]);
    expect(accounts).toEqual([{ name: 'DE1', number: 'DE1', kind: null, currency: 'EUR' }]);
  });

  it('splits a batch whose transactions add up, and keeps whole one whose do not', () => {
    const { rows } = readCamt(
      statement(
        entry('30', 'DBIT', details(amount('10'), amount('20'))),
        entry('30', 'DBIT', details(amount('10'), amount('15'))),
        entry('10', 'DBIT', details(`${amount('15')}<CdtDbtInd>DBIT</CdtDbtInd>`, `${amount('5')}<CdtDbtInd>CRDT</CdtDbtInd>`)),
      ),
    );
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([-1000, -2000, -3000, -1500, 500]);
  });

  it('knows pending entries, reversals, other currencies, and entries that are none', () => {
    const { rows, problems } = readCamt(
      statement(
        entry('1', 'CRDT').replace('<Sts><Cd>BOOK</Cd></Sts>', '<Sts>PDNG</Sts>'),
        entry('2', 'CRDT').replace('BOOK', 'INFO'),
        // A direct debit that comes back: money in, from the one who had collected it.
        entry('3', 'CRDT', `<RvslInd>true</RvslInd>${details('<RltdPties><Cdtr><Nm>Gym</Nm></Cdtr><Dbtr><Nm>Me</Nm></Dbtr></RltdPties>')}`),
        entry('4', 'DBIT', details('<AmtDtls><InstdAmt><Amt Ccy="JPY">700</Amt></InstdAmt></AmtDtls>')),
        entry('5', '', ''),
      ),
    );
    expect(rows).toMatchObject([
      { amountMinor: 100, pending: true },
      { amountMinor: 300, payee: 'Gym' },
      { amountMinor: -400, originalAmountMinor: -700, originalCurrency: 'JPY' },
    ]);
    expect(problems.map(({ code }) => code)).toEqual(['not-finished', 'bad-sign']);
  });

  it('reads opening and closing balances once each', () => {
    const balance = (code: string, value: string, mark: string): string =>
      `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${value}</Amt><CdtDbtInd>${mark}</CdtDbtInd>` +
      '<Dt><Dt>2026-01-31</Dt></Dt></Bal>';
    const { balances } = readCamt(statement(balance('OPBD', '5.00', 'DBIT'), balance('PRCD', '5.00', 'DBIT'), balance('CLBD', '7', 'CRDT')));
    expect(balances.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['opening', -500],
      ['closing', 700],
    ]);
  });
});
