import { describe, expect, it } from 'vitest';
import { parseEntryDetails } from '../../../src/core/statements/mt940/entry-details.ts';
import { readMt940 } from '../../../src/core/statements/mt940/read-mt940.ts';
import { parseStatementLine } from '../../../src/core/statements/mt940/statement-line.ts';

describe('the statement line of MT940', () => {
  it.each<[string, string, number, string]>([
    ['2601130114D12,5NTRFNONREF//B1', '2026-01-14', -1250, 'B1'],
    ['260113C7NMSCREF', '2026-01-13', 700, ''],
    // Booked in the year after, and in the year before.
    ['2512310102CR1,00NTRFNONREF', '2026-01-02', 100, ''],
    ['2601011231DR1,00NTRFNONREF', '2025-12-31', -100, ''],
    // Reversals turn the sign.
    ['260113RC3,00NRTINONREF', '2026-01-13', -300, ''],
    ['260113RDR3,00NRTINONREF', '2026-01-13', 300, ''],
    // Months of 30 days.
    ['260230D1,00NMSCNONREF', '2026-02-28', -100, ''],
  ])('%s', (text, date, amountMinor, bankReference) => {
    expect(parseStatementLine([text], 2)).toMatchObject({ date, amountMinor, bankReference });
  });
});

describe('the details of MT940', () => {
  it('reads numbered fields with the purpose of SEPA', () => {
    expect(
      parseEntryDetails(['166?00GUTSCHRIFT?20EREF+E2E-1?21SVWZ+Rent Jan', 'uary?32Ann ?33Miller']),
    ).toEqual({ payee: 'Ann Miller', description: 'Rent January', reference: 'E2E-1' });
  });

  it('reads the slashes of Dutch banks', () => {
    expect(parseEntryDetails(['/TRTP/SEPA/IBAN/NL1/BIC/X/NAME/Shop/REMI/Order 7/EREF/NOTPROVIDED'])).toEqual({
      payee: 'Shop',
      description: 'Order 7',
      reference: null,
    });
    expect(parseEntryDetails(['/EREF/E1//CNTP/NL1/INGBNL2A/Ann///REMI/USTD//Lunch/'])).toEqual({
      payee: 'Ann',
      description: 'Lunch',
      reference: 'E1',
    });
  });

  it('joins free text: full lines go on, others end', () => {
    expect(parseEntryDetails(['A'.repeat(65), 'B  C', 'D']).description).toBe(`${'A'.repeat(65)}B C D`);
  });
});

describe('MT940', () => {
  it('reads accounts, currencies and balances of several statements', () => {
    const { rows, accounts, balances } = readMt940(
      '{1:F01X}{2:O940X}{4:\r\n:20:A\r\n:25:1234/56EUR\r\n:28C:1/1\r\n:60F:C260112EUR10,00\r\n:61:260113D4,NTRFNONREF\r\n:86:Shop\r\n' +
        ':62F:C260113EUR6,00\r\n:64:C260113EUR5,00\r\n-}{5:}\r\n:20:B\r\n:25:NL1\r\n:60F:D260112JPY100,\r\n:61:260113C40,NTRFNONREF\r\n-\r\n',
    );
    expect(rows).toMatchObject([
      { line: 6, amountMinor: -400, currency: 'EUR', accountName: '1234/56', description: 'Shop' },
      { amountMinor: 40, currency: 'JPY', accountName: 'NL1' },
    ]);
    expect(accounts.map(({ name, currency }) => [name, currency])).toEqual([['1234/56', 'EUR'], ['NL1', 'JPY']]);
    expect(balances.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['opening', 1000],
      ['closing', 600],
      ['available', 500],
      ['opening', -100],
    ]);
  });

  it('says when an MT942 holds other rows than it says', () => {
    const { problems } = readMt940(':20:A\n:34F:EUR0,\n:61:260113D1,00NTRFNONREF\n:90D:1EUR1,00\n:90C:2EUR3,00\n');
    expect(problems.map(({ message }) => message)).toEqual([
      'line 5: the file says 2 credits of 3.00 EUR, and holds 0 of 0.00',
    ]);
  });
});
