import type { CsvMapping } from '#shared/contract/csv-mapping.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { newId } from '#shared/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { toColumns } from '../../statements/statement-columns.ts';
import type { AccountService } from '../accounts/service.ts';
import type { Categorisation } from '../categorisation/service.ts';
import { commitImport } from '../imports/commit-import.ts';
import { checkRows } from '../imports/session.ts';
import type { SettingsService } from '../settings/service.ts';
import type { TransferService } from '../transfers/service.ts';
import { demoAccounts } from './demo-statements.ts';

/** In the user's currency when there is one; the figures stay those of a household in Berlin. */
const CURRENCY = 'EUR';

/** Made-up rows come from no file, so there is no layout to speak of. */
const NO_LAYOUT: CsvMapping = {
  encoding: null,
  delimiter: ',',
  quote: '',
  skipLines: null,
  hasHeader: false,
  columns: [],
  dateOrder: 'ymd',
  decimal: '.',
  amountStyle: 'single',
  signValues: { debit: [], credit: [] },
  invertAmounts: false,
  debitsAreNegative: false,
  currency: null,
};

interface DemoContext {
  ledger: Ledger;
  clock: Clock;
  categorisation: Categorisation;
  accounts: AccountService;
  settings: SettingsService;
  transfers: TransferService;
}

/** Fills an empty ledger through the import, account by account. @throws DomainError CONFLICT when it is not empty. */
export async function fillDemoLedger(context: DemoContext): Promise<{ transactions: number }> {
  const { ledger, clock, categorisation, accounts, settings, transfers } = context;
  if (accounts.list().some((account) => account.transactionCount > 0)) {
    throw new DomainError('CONFLICT', 'Your ledger has transactions already. Example data is only put into an empty one.');
  }
  let transactions = 0;
  const currency = settings.get().baseCurrency ?? CURRENCY;
  for (const demo of demoAccounts(clock.today())) {
    const { name, kind, openingBalanceMinor, rows } = demo;
    const id =
      settings.get().baseCurrency === null
        ? (
            await settings.completeOnboarding({
              baseCurrency: currency,
              account: { name, kind, openingBalanceMinor, openedOn: null },
            })
          ).accountId
        : (await accounts.create({ name, kind, openingBalanceMinor, openedOn: null, institution: null, currency })).id;
    const account = { id, name, currency };
    const read = {
      format: 'example',
      encoding: 'utf-8',
      dialect: [],
      columns: [],
      mapping: NO_LAYOUT,
      layoutKey: 'example',
      questions: [],
      problems: [],
      balanceCheck: null,
      delimiter: ',',
      accounts: [],
      balances: [],
      rows: toColumns(
        rows.map((row, index) => ({
          line: index + 1,
          date: row.date,
          amountMinor: row.amountMinor,
          currency,
          payee: null,
          description: row.text,
          balanceMinor: null,
          bankRef: null,
          bankCategory: null,
          note: null,
          accountName: null,
        })),
      ),
    };
    const abort = new AbortController();
    const none = { rows: () => [], textsOf: () => [] };
    const done = await commitImport(
      { ledger, accounts, categorisation, transfers, clock, publish: () => undefined, signal: abort.signal },
      {
        importId: newId(),
        fileName: `example ${name}`,
        bytes: new Uint8Array(),
        read,
        remembered: false,
        account,
        targets: [],
        rows: checkRows({ read, account, targets: [] }, none),
        abort,
      },
    );
    transactions += done.added;
  }
  return { transactions };
}
