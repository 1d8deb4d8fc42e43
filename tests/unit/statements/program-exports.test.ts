import { describe, expect, it } from 'vitest';
import { readProgramExport } from '../../../src/core/statements/csv/program-exports.ts';

const read = (...lines: string[]) => readProgramExport(`${lines.join('\n')}\n`, { defaultCurrency: 'EUR' });

describe('exports of other programs', () => {
  it('YNAB: outflow and inflow, groups of categories, transfers by the payee', () => {
    const reading = read(
      '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"',
      '"Checking","","01/13/2026","Grocer","Food: Groceries","Food","Groceries","weekly",$12.50,$0.00,"Cleared"',
      '"Checking","","01/14/2026","Employer","Inflow: Ready to Assign","Inflow","Ready to Assign","",$0.00,$2000.00,"Uncleared"',
      '"Savings","","01/15/2026","Transfer : Checking","","","","",$0.00,$100.00,"Cleared"',
    );
    expect(reading).toMatchObject({ program: 'YNAB', problems: [], accounts: [{ name: 'Checking' }, { name: 'Savings' }] });
    expect(reading?.rows).toMatchObject([
      { date: '2026-01-13', amountMinor: -1250, payee: 'Grocer', description: 'weekly', bankCategory: 'Food:Groceries' },
      { amountMinor: 200_000, bankCategory: null },
      { amountMinor: 10_000, accountName: 'Savings', transferAccountName: 'Checking' },
    ]);
  });

  it('Mint: the sign is a word, labels are tags', () => {
    const reading = read(
      '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"',
      '"1/13/2026","Grocer","GROCER 123 NY","12.50","debit","Groceries","Checking","trip work","my note"',
      '"1/14/2026","Employer","EMPLOYER PAYROLL","2000.00","credit","Paycheck","Checking","",""',
    );
    expect(reading?.rows).toMatchObject([
      {
        date: '2026-01-13',
        amountMinor: -1250,
        payee: 'Grocer',
        description: 'GROCER 123 NY',
        bankCategory: 'Groceries',
        note: 'my note',
        tags: ['trip work'],
      },
      { amountMinor: 200_000, accountName: 'Checking' },
    ]);
  });

  it('Monarch: what the bank wrote beside the merchant', () => {
    const reading = read(
      'Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags',
      '2026-01-13,Grocer,Groceries,Checking (...1234),GROCER 123 NY,my note,-12.50,"trip,work"',
      '2026-01-14,Employer,Paychecks,Checking (...1234),EMPLOYER PAYROLL,,2000.00,',
    );
    expect(reading?.rows).toMatchObject([
      { amountMinor: -1250, payee: 'Grocer', description: 'GROCER 123 NY', note: 'my note', tags: ['trip', 'work'] },
      { amountMinor: 200_000, accountName: 'Checking (...1234)' },
    ]);
  });

  it('Actual: parts of splits stand below them', () => {
    const reading = read(
      'Account,Date,Payee,Notes,Category_Group,Category,Amount,Split_Amount,Cleared',
      'Checking,2026-01-13,Grocer,weekly,Usual Expenses,Food,-12.5,0,Cleared',
      'Checking,2026-01-14,Employer,,Income,Income,2000,0,Reconciled',
      'Checking,2026-01-15,Shop,,,,-30,0,Not cleared',
      'Checking,2026-01-15,Shop,(SPLIT 1 OF 2),Usual Expenses,Food,0,-20,Not cleared',
      'Checking,2026-01-15,Shop,(SPLIT 2 OF 2),Usual Expenses,General,0,-10,Not cleared',
    );
    expect(reading?.rows.map(({ reconciled }) => reconciled)).toEqual([undefined, true, undefined]);
    expect(reading?.rows[2]).toMatchObject({
      amountMinor: -3000,
      parts: [
        { amountMinor: -2000, category: 'Usual Expenses:Food', note: null },
        { amountMinor: -1000, category: 'Usual Expenses:General', note: null },
      ],
    });
  });

  it('Firefly III: a transfer is a row in each of its accounts', () => {
    const reading = read(
      'user_id,group_id,journal_id,created_at,updated_at,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount,primary_currency_code,pc_amount,pc_foreign_amount,description,date,source_name,source_iban,source_type,destination_name,destination_iban,destination_type,reconciled,category,budget,bill,tags,notes',
      '1,10,10,2026-01-13T10:00:00+01:00,2026-01-13T10:00:00+01:00,,Withdrawal,EUR,-12.500000000000,,,EUR,-12.5,,Groceries,2026-01-13T00:00:00+01:00,Checking,,"Asset account",Grocer,,"Expense account",,Food,,,"trip,work","a note"',
      '1,11,11,2026-01-14T10:00:00+01:00,2026-01-14T10:00:00+01:00,,Deposit,EUR,2000.000000000000,,,EUR,2000,,Salary,2026-01-14T00:00:00+01:00,Employer,,"Revenue account",Checking,,"Asset account",,Income,,,,',
      '1,12,12,2026-01-15T10:00:00+01:00,2026-01-15T10:00:00+01:00,,Transfer,EUR,100.000000000000,,,EUR,100,,Save,2026-01-15T00:00:00+01:00,Checking,,"Asset account",Savings,,"Asset account",,,,,,',
    );
    expect(reading?.rows).toMatchObject([
      { amountMinor: -1250, currency: 'EUR', payee: 'Grocer', accountName: 'Checking', note: 'a note', tags: ['trip', 'work'] },
      { amountMinor: 200_000, payee: 'Employer', accountName: 'Checking' },
      { amountMinor: -10_000, accountName: 'Checking', transferAccountName: 'Savings' },
      { amountMinor: 10_000, accountName: 'Savings', transferAccountName: 'Checking' },
    ]);
  });

  it('GnuCash: lines without a date are the other sides', () => {
    const reading = read(
      '"Date","Transaction ID","Number","Description","Notes","Commodity/Currency","Void Reason","Action","Memo","Full Account Name","Account Name","Amount With Sym","Amount Num.","Value With Sym","Value Num.","Reconcile","Reconcile Date","Rate/Price"',
      '"2026-01-13","a1","101","Grocer","","CURRENCY::EUR","","","","Assets:Checking","Checking","-12,50 €","-12,50","-12,50 €","-12,50","n","","1"',
      '"","","","","","","","","fruit","Expenses:Food","Food","10,00 €","10,00","10,00 €","10,00","n","","1"',
      '"","","","","","","","","soap","Expenses:Household","Household","2,50 €","2,50","2,50 €","2,50","n","","1"',
      '"2026-01-15","a2","","Save","","CURRENCY::EUR","","","","Assets:Checking","Checking","-100,00 €","-100,00","-100,00 €","-100,00","c","","1"',
      '"","","","","","","","","","Assets:Savings","Savings","100,00 €","100,00","100,00 €","100,00","c","","1"',
    );
    expect(reading?.rows).toMatchObject([
      {
        amountMinor: -1250,
        currency: 'EUR',
        payee: 'Grocer',
        accountName: 'Checking',
        checkNumber: '101',
        parts: [
          { amountMinor: -1000, category: 'Food', note: 'fruit' },
          { amountMinor: -250, category: 'Household', note: 'soap' },
        ],
      },
      { amountMinor: -10_000, accountName: 'Checking', transferAccountName: 'Savings' },
      { amountMinor: 10_000, accountName: 'Savings', transferAccountName: 'Checking' },
    ]);
  });

  it('leaves to the reader of bank CSV what it does not know, and what leaves a question open', () => {
    expect(read('Date,Description,Amount,Balance,Reference', '2026-01-01,a,1.00,1.00,x')).toBeNull();
    const ambiguous = '"Checking","","01/02/2026","Grocer","","","","",$12.50,$0.00,"Cleared"';
    const heading = 'Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow,Cleared';
    expect(read(heading, ambiguous)).toBeNull();
  });
});
