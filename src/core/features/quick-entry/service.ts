/** Sentences into transactions, in two steps: what was understood, then what was confirmed. */
import type { ConfirmedEntry, UnderstoodEntry } from '#shared/contract/quick-entry.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { isDayFirst } from '#shared/day-first.ts';
import { foldName } from '#shared/fold-name.ts';
import { idFromBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { parseUtterance, type ParsedItem } from '../../ml/utterance-parser/parse-utterance.ts';
import type { Clock } from '../../ports.ts';
import type { AccountService } from '../accounts/service.ts';
import type { SettingsService } from '../settings/service.ts';
import type { NewTransaction, TransactionService } from '../transactions/service.ts';

interface QuickEntryContext {
  ledger: Ledger;
  clock: Clock;
  accounts: Pick<AccountService, 'list'>;
  settings: Pick<SettingsService, 'get'>;
  transactions: Pick<TransactionService, 'insert'>;
  /** What the categoriser says of a name alone; null when it does not know. */
  categorize: (payee: string, amountMinor: number) => string | null;
  /** @throws DomainError NOT_FOUND when there is no rate. */
  convert: (amountMinor: number, from: string, to: string, date: string) => { amountMinor: number };
}

/** How many payees that begin with a word of the sentence are looked at. */
const PAYEES_A_WORD = 20;

export function createQuickEntryService(context: QuickEntryContext) {
  const { ledger, clock, accounts, settings, transactions, categorize, convert } = context;

  function payeesIn(text: string): { name: string; categoryId: string | null }[] {
    const words = [...new Set(foldName(text).split(/[^\p{L}\d]+/u))].filter((word) => word.length > 2);
    return words.flatMap((word) =>
      ledger.read
        .sql<{ name: string; categoryId: string | null }>(
          `SELECT p.name, (
             SELECT t.category_id FROM description d JOIN txn t ON t.description_id = d.id AND t.deleted_change IS NULL
             WHERE d.payee_id = p.id AND t.category_id IS NOT NULL LIMIT 1) AS categoryId
           FROM payee p WHERE p.folded >= ? AND p.folded < ? AND p.deleted_change IS NULL ORDER BY p.folded LIMIT ?`,
        )
        .all(word, `${word}\u{10FFFF}`, PAYEES_A_WORD),
    );
  }

  function understood(item: ParsedItem, fallback: string | null): UnderstoodEntry {
    const { note, accountId, ...rest } = item;
    const others = item.people.length > 0 ? `with ${item.people.join(' and ')}` : '';
    return { ...rest, accountId: accountId ?? fallback, note: [note, others].filter(Boolean).join(' ') };
  }

  return {
    understand(text: string) {
      const { baseCurrency, locale } = settings.get();
      const open = accounts.list().filter((account) => !account.closedOn);
      const { items, questions } = parseUtterance(text, {
        today: clock.today(),
        currency: baseCurrency ?? 'EUR',
        dayFirst: isDayFirst(locale),
        accounts: open.map(({ id, name, kind }) => ({ id, name, kind })),
        payees: payeesIn(text),
        people: [],
        categorize,
      });
      return {
        entries: items.map((item) => understood(item, open[0]?.id ?? null)),
        questions: questions.map(({ item, ...question }) => ({ entry: item, ...question })),
      };
    },

    async add(entries: ConfirmedEntry[]) {
      const known = new Map(accounts.list().map((account) => [account.id, account]));
      const currencyOf = (id: string): string => {
        const account = known.get(id);
        if (!account) throw new DomainError('NOT_FOUND', 'That account does not exist any more.', 'accountId');
        return account.currency;
      };
      /** The amount in the account's currency, and what was said when that is another. */
      const inAccount = (entry: ConfirmedEntry, accountId: string, sign: 1 | -1): Pick<NewTransaction, 'amountMinor' | 'original'> => {
        const currency = currencyOf(accountId);
        if (currency === entry.currency) return { amountMinor: sign * entry.amountMinor };
        const converted = convert(entry.amountMinor, entry.currency, currency, entry.date).amountMinor;
        return {
          amountMinor: sign * converted,
          original: { amountMinor: sign * entry.amountMinor, currency: entry.currency },
        };
      };
      const [first] = entries;
      const label = entries.length === 1 ? `Added ${first?.payee}` : `Added ${entries.length} transactions`;
      const { change, result } = await ledger.commit({ label }, (writer) =>
        entries.flatMap((entry) => {
          const { date, payee, note, accountId, toAccountId } = entry;
          const categoryId = entry.categoryId ?? (entry.type === 'transfer' ? 'transfer.between_accounts' : null);
          const sign = entry.type === 'expense' || entry.type === 'transfer' ? -1 : 1;
          const shared = { date, payee, categoryId, note };
          const id = transactions.insert(writer, { ...shared, accountId, ...inAccount(entry, accountId, sign) });
          if (entry.type !== 'transfer' || !toAccountId) return [idFromBytes(id)];
          if (toAccountId === accountId) {
            throw new DomainError('INVALID', 'A transfer goes to another account.', 'toAccountId');
          }
          const other = transactions.insert(writer, { ...shared, accountId: toAccountId, ...inAccount(entry, toAccountId, 1) });
          const transfer = newIdBytes();
          for (const side of [id, other]) writer.update('txn', side, { transfer_id: transfer });
          return [idFromBytes(id), idFromBytes(other)];
        }),
      );
      return { ...change, ids: result };
    },
  };
}

export type QuickEntryService = ReturnType<typeof createQuickEntryService>;
