import { describe, expect, it } from 'vitest';
import { readQif } from '../../../src/core/statements/qif/read-qif.ts';

const qif = (...lines: string[]) => readQif(`${lines.join('\r\n')}\r\n`, null);

describe('QIF', () => {
  it('reads accounts, splits, classes and transfers', () => {
    const { rows, accounts, balances, problems } = qif(
      '!Option:AutoSwitch', '!Account', 'NSavings', 'TBank', '^', 'NVisa', 'TCCard', '^', '!Clear:AutoSwitch',
      '!Type:Cat', 'NFood', 'E', '^',
      '!Account', 'NSavings', 'TBank', '^', '!Type:Bank',
      "D1/ 1'24", 'T100.00', 'POpening Balance', 'L[Savings]', '^',
      "D1/13' 5", 'T-1,234.50', 'N101', 'CX', 'PShop', 'LFood:Groceries/Trip', 'SFood', 'Efruit', '$-1,000.00', 'S[Visa]', '$-234.50', '^',
      '!Account', 'NVisa', 'TCCard', '^', '!Type:CCard', 'D1/14/2024', 'T-5', 'PCafé', 'L[Savings]', '^',
    );
    expect(problems.map(({ code }) => code)).toEqual(['balance-line']);
    expect(accounts.map(({ name, kind }) => [name, kind])).toEqual([['Savings', 'checking'], ['Visa', 'credit']]);
    expect(balances).toMatchObject([{ accountName: 'Savings', date: '2024-01-01', amountMinor: 10_000, kind: 'opening' }]);
    expect(rows).toMatchObject([
      {
        date: '2005-01-13',
        amountMinor: -123_450,
        payee: 'Shop',
        bankCategory: 'Food:Groceries',
        tags: ['Trip'],
        reconciled: true,
        checkNumber: '101',
        accountName: 'Savings',
        parts: [
          { amountMinor: -100_000, category: 'Food', note: 'fruit' },
          { amountMinor: -23_450, category: null, transferAccountName: 'Visa' },
        ],
      },
      { date: '2024-01-14', amountMinor: -500, accountName: 'Visa', transferAccountName: 'Savings' },
    ]);
  });

  it('shares by percent without losing a cent, and keeps whole what does not add up', () => {
    const { rows, problems } = qif(
      '!Type:Bank', 'D31/01/2024', 'T-10.00', 'SA', '%33', 'SB', '%33', 'SC', '%33', '^',
      'D30/01/2024', 'T-10.00', 'SA', '$-4', 'SB', '$-5', '^',
    );
    expect(rows[0]?.parts?.map(({ amountMinor }) => amountMinor).reduce((sum, each) => sum + each, 0)).toBe(-1000);
    expect(rows[1]?.parts).toBeUndefined();
    expect(problems).toMatchObject([{ line: 11, code: 'bad-parts' }]);
  });

  it('reads points and commas as the whole file has them', () => {
    expect(qif('!Type:Bank', 'D31.1.24', 'T-1.234,56', '^', 'D1.2.24', 'T3,5', '^').rows).toMatchObject([
      { date: '2024-01-31', amountMinor: -123_456 },
      { date: '2024-02-01', amountMinor: 350 },
    ]);
  });

  it('asks for the order of dates that the file leaves open, and takes the answer', () => {
    const text = '!Type:Bank\nD01/02/2026\nT-5.00\n^\n';
    const open = readQif(text, null);
    expect(open.questions).toMatchObject([{ kind: 'date-order', options: [{ value: 'dmy' }, { value: 'mdy' }] }]);
    const answered = readQif(text, { ...open.mapping, dateOrder: 'mdy' });
    expect(answered.questions).toEqual([]);
    expect(answered.rows).toMatchObject([{ date: '2026-01-02' }]);
  });

  it('takes the cash of investments, and leaves out what moves none', () => {
    const { rows, problems } = qif(
      '!Type:Invst', 'D1/31/2024', 'NBuy', 'YFund', 'T100.00', '^', 'D2/1/2024', 'NDiv', 'YFund', 'T3.00', '^',
      'D2/2/2024', 'NShrsIn', 'YFund', 'Q3', '^', 'D2/3/2024', 'NBuyX', 'T5.00', 'L[Bank]', '^',
    );
    expect(rows.map(({ amountMinor, payee }) => [payee, amountMinor])).toEqual([['Fund', -10_000], ['Fund', 300]]);
    expect(problems.map(({ code }) => code)).toEqual(['no-money', 'no-money']);
  });
});
