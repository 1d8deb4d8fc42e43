import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { newIdBytes } from '../../src/shared/ids.ts';
import { bookkeeper, exported, exportsOf } from './export-books.ts';
import { openTestLedger, temporaryFolder } from './ledger-fixture.ts';

const groceries = 'food_drink.groceries';

/** One of everything that a journal must carry, with words that its syntax could take for its own. */
async function awkwardBooks() {
  const ledger = await openTestLedger();
  const book = bookkeeper(ledger);
  const current = await book.account('Current: joint; "Müller"', 'checking', 'EUR', 100_000);
  const yen = await book.account('Tōkyō', 'savings', 'JPY', 5_000);
  const dinar = await book.account('Kuwait', 'cash', 'KWD');
  const tag = await book.tag('date: trip, 2026');
  const transfer = newIdBytes();
  await book.add({
    account: current,
    date: '2026-01-02',
    amountMinor: -8400,
    payee: '(Metro) | Cash & Carry; 12',
    note: 'two lines\n[2020-01-01] date:2020-01-01',
    splits: [
      { categoryId: groceries, amountMinor: -6000, note: 'canteen ; lunch' },
      { categoryId: null, amountMinor: -2400 },
    ],
    tags: [tag],
  });
  await book.add({ account: current, date: '2026-01-03', amountMinor: 287_000, payee: 'ACME', categoryId: 'income.salary' });
  await book.add({ account: current, date: '2026-01-05', amountMinor: -9001, payee: 'To Japan', transferId: transfer });
  await book.add({ account: yen, date: '2026-01-07', amountMinor: 14_022, currency: 'JPY', payee: 'From home', transferId: transfer });
  await book.add({ account: dinar, date: '2026-02-01', amountMinor: -1_234, currency: 'KWD', payee: 'Souq', status: 'pending' });
  await book.add({
    account: current,
    date: '2026-02-02',
    amountMinor: -1099,
    payee: 'Shop abroad',
    categoryId: groceries,
    original: { amountMinor: -1199, currency: 'USD' },
    bankRef: 'A(1);2',
    status: 'reconciled',
  });
  return { ledger, exports: exportsOf(ledger) };
}

/** What the accounts hold after all of it, as the programs write it. */
const BALANCES = { EUR: '3685.00', JPY: '19022', KWD: '-1.234' };

function installed(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

async function written(format: 'hledger' | 'beancount', name: string): Promise<string> {
  const { exports } = await awkwardBooks();
  const file = join(temporaryFolder(), name);
  writeFileSync(file, await exported(exports, { format }));
  return file;
}

describe('a journal of awkward books', () => {
  it.skipIf(!installed('hledger'))('is read by hledger strictly, with the balances of the ledger', async () => {
    const file = await written('hledger', 'books.journal');
    const check = spawnSync('hledger', ['-f', file, 'check', '--strict'], { encoding: 'utf8' });
    expect(check.stderr).toBe('');
    const balance = spawnSync('hledger', ['-f', file, 'balance', 'assets', '--flat', '-O', 'csv', '-N'], { encoding: 'utf8' });
    for (const [currency, amount] of Object.entries(BALANCES)) expect(balance.stdout).toContain(`${amount} ${currency}`);
    expect(spawnSync('hledger', ['-f', file, 'balance', '-N', '--cost', '-b', '2026-01-02'], { encoding: 'utf8' }).stderr).toBe('');
  });

  it.skipIf(!installed('ledger'))('is read by ledger as well', async () => {
    const file = await written('hledger', 'books.journal');
    const balance = spawnSync('ledger', ['-f', file, 'balance', '--flat', '^Assets'], { encoding: 'utf8' });
    expect(balance.stderr).toBe('');
    for (const [currency, amount] of Object.entries(BALANCES)) expect(balance.stdout).toContain(`${amount} ${currency}`);
  });

  it.skipIf(!installed('bean-check'))('is accepted by beancount', async () => {
    const file = await written('beancount', 'books.beancount');
    const check = spawnSync('bean-check', [file], { encoding: 'utf8' });
    expect(check.stdout + check.stderr).toBe('');
  });

  it('keeps the parts of a split, and words of a person out of its syntax', async () => {
    const { exports } = await awkwardBooks();
    const journal = await exported(exports, { format: 'hledger' });
    const metro = journal.slice(journal.indexOf('(Metro)'), journal.indexOf('2026-01-03'));
    expect(metro.split('\n').filter((line) => line.startsWith('    ') && !line.startsWith('    ;'))).toHaveLength(3);
    expect(metro).not.toMatch(/date:2020|\[2020/);
  });

  it('can be of one account and some days', async () => {
    const { exports, ledger } = await awkwardBooks();
    const yen = ledger.read.sql<{ id: string }>(`SELECT lower(hex(id)) AS id FROM account WHERE currency = 'JPY'`).get()?.id ?? '';
    const accountId = yen.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
    const journal = await exported(exports, { format: 'hledger', accountIds: [accountId], dateFrom: '2026-01-01', dateTo: '2026-01-31' });
    expect(journal).toContain('14022 JPY');
    expect(journal).not.toContain('Souq');
    expect(journal).not.toContain('ACME');
  });
});
