import { describe, expect, it } from 'vitest';
import { readStatement } from '../../../src/core/statements/read-statement.ts';
import { readOfx } from '../../../src/core/statements/ofx/read-ofx.ts';

const statement = (...transactions: string[]): string =>
  `OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\n<BANKACCTFROM><BANKID>1<ACCTID>42` +
  `<ACCTTYPE>SAVINGS</BANKACCTFROM><BANKTRANLIST>\n${transactions.join('\n')}\n</BANKTRANLIST>` +
  '<LEDGERBAL><BALAMT>10,00<DTASOF>20260131</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>';

describe('OFX', () => {
  it('reads values without closing tags, with the account and its balance', () => {
    const { rows, accounts, balances, problems } = readOfx(
      statement(
        '<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260113235959.000[-5:EST]<TRNAMT>-1234,56<FITID>F1<CHECKNUM>7' +
          '<NAME>Caf&eacute; &amp; Bar<MEMO>a < b &amp;lt;c&amp;gt;</STMTTRN>',
      ),
    );
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        line: 6,
        // As printed: no time zone moves it to the 14th.
        date: '2026-01-13',
        amountMinor: -123_456,
        currency: 'EUR',
        payee: 'Caf&eacute; & Bar',
        description: 'a < b <c>',
        balanceMinor: null,
        bankRef: 'F1',
        bankCategory: null,
        note: null,
        accountName: '42',
        checkNumber: '7',
      },
    ]);
    expect(accounts).toEqual([{ name: '42', number: '42', kind: 'savings', currency: 'EUR' }]);
    expect(balances).toMatchObject([{ accountName: '42', date: '2026-01-31', amountMinor: 1000, kind: 'closing' }]);
  });

  it('reads a record whose end is missing, and reports what has no day or amount', () => {
    const { rows, problems } = readOfx(
      statement(
        '<STMTTRN><DTPOSTED>20260101<TRNAMT>1.00<FITID>1',
        '<STMTTRN><DTPOSTED>20260231<TRNAMT>2.00</STMTTRN>',
        '<STMTTRN><TRNAMT>3.00</STMTTRN>',
        '<STMTTRN><DTPOSTED>20260102<TRNAMT>1,234</STMTTRN>',
        '<STMTTRN><DTPOSTED>20260103</STMTTRN>',
      ),
    );
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([100]);
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [7, 'bad-date'],
      [8, 'no-date'],
      [9, 'bad-amount'],
      [10, 'no-amount'],
    ]);
  });

  it('takes the currency and the other account that a transaction names', () => {
    const { rows } = readOfx(
      statement(
        '<STMTTRN><DTPOSTED>20260101<TRNAMT>500<CURRENCY><CURRATE>1<CURSYM>JPY</CURRENCY>' +
          '<BANKACCTTO><BANKID>1<ACCTID>99</BANKACCTTO><PAYEE><NAME>Ann<ADDR1>Street</PAYEE></STMTTRN>',
      ),
    );
    expect(rows).toMatchObject([{ amountMinor: 500, currency: 'JPY', transferAccountName: '99', payee: 'Ann' }]);
  });

  it('believes the bytes more than the header about the encoding', () => {
    const text = statement('<STMTTRN><DTPOSTED>20260101<TRNAMT>1<NAME>Müller</STMTTRN>');
    const payee = (bytes: Uint8Array): string | null | undefined =>
      readStatement({ bytes, fileName: 'x.ofx', mapping: null, defaultCurrency: null }).rows.payee.values[0];
    expect(payee(Buffer.from(text.replace('DATA', 'ENCODING:USASCII\nCHARSET:1252\nDATA')))).toBe('Müller');
    expect(payee(Buffer.from(text.replace('DATA', 'CHARSET:1252\nDATA'), 'latin1'))).toBe('Müller');
  });

  it('leaves out what moves no money of an investment account, and names securities', () => {
    const { rows, problems } = readOfx(
      '<OFX><INVSTMTRS><CURDEF>USD<INVACCTFROM><ACCTID>7</INVACCTFROM><INVTRANLIST>' +
        '<BUYMF><INVBUY><INVTRAN><FITID>1<DTTRADE>20260105</INVTRAN><SECID><UNIQUEID>X</SECID><TOTAL>-100.0051</INVBUY></BUYMF>' +
        '<REINVEST><INVTRAN><FITID>2<DTTRADE>20260106</INVTRAN><TOTAL>-5</REINVEST>' +
        '<INVBANKTRAN><STMTTRN><DTPOSTED>20260107<TRNAMT>50<NAME>Deposit</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>' +
        '</INVTRANLIST></INVSTMTRS><SECINFO><SECID><UNIQUEID>X</SECID><SECNAME>World Fund</SECINFO></OFX>',
    );
    expect(rows).toMatchObject([
      { amountMinor: -10_001, payee: 'World Fund', description: 'Buy' },
      { amountMinor: 5000, payee: 'Deposit' },
    ]);
    expect(problems).toMatchObject([{ severity: 'note', code: 'no-money' }]);
  });
});
