import type { z } from 'zod';
import { DomainError } from '#shared/contract/errors.ts';
import type {
  TransactionDetail,
  TransactionFilter,
  transactionInput,
  transactionPatch,
} from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { Categorisation } from '../categorisation/service.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import { csvPieces } from './csv-export.ts';
import { createTransactionRepository, type StoredTransaction } from './repository.ts';

/** Below this confidence a category is shown with a question mark and waits for a look. */
export const REVIEW_BELOW = 60;

/** How sure the app is of what it copied from the user's own choice for the same payee. */
const FOLLOWED_CONFIDENCE = 95;

type Input = z.output<typeof transactionInput>;
type Patch = z.output<typeof transactionPatch>;

export function createTransactionService(ledger: Ledger, categorisation: Categorisation) {
  const reading = createTransactionRepository(ledger.read);
  const writing = createTransactionRepository(ledger.file.write);
  const payees = createPayeeRepository(ledger.file.write);

  return {
    list: (filter: TransactionFilter, cursor: string | null, limit: number) => reading.page(filter, cursor, limit),

    totals: (filter: TransactionFilter) => reading.summedTotals(filter) ?? reading.totals(filter),

    get(id: string): TransactionDetail {
      const detail = reading.detail(id);
      if (!detail) throw gone();
      return { ...detail, reason: categorisation.explain(detail) };
    },

    async create(input: Input) {
      const { change, result } = await ledger.commit({ label: `Added ${input.payee}` }, (writer) => {
        const currency = accountCurrency(writer, input.accountId);
        const payeeId = payees.findOrCreate(input.payee);
        const guess =
          input.categoryId === null
            ? categorisation.suggest({
                description: input.payee,
                payeeId,
                amountMinor: input.amountMinor,
                currency,
              })
            : null;
        const id = newIdBytes();
        writer.insert('txn', {
          id,
          account_id: idToBytes(input.accountId),
          date: input.date,
          amount_minor: input.amountMinor,
          currency,
          description_id: describe(input.payee, payeeId),
          category_id: guess ? guess.categoryId : input.categoryId,
          category_source: guess ? guess.source : 'user',
          confidence: guess?.confidence ?? null,
          review: guess ? reviewFlag(guess) : 0,
          note: input.note,
        });
        return id;
      });
      return { ...change, id: idFromBytes(result) };
    },

    async update(ids: string[], patch: Patch) {
      const label = describePatch(patch, ids.length);
      const { change, result } = await ledger.commit({ label }, (writer) => {
        const chosen = ids.map((id) => {
          const stored = writing.stored(id);
          if (!stored) throw gone();
          return stored;
        });
        for (const stored of chosen) writer.update('txn', stored.id, patchColumns(writer, stored, patch));
        return patch.categoryId ? follow(writer, chosen, patch.categoryId) : 0;
      });
      return { ...change, alsoChanged: result };
    },

    async remove(ids: string[]) {
      const label = ids.length === 1 ? 'Deleted a transaction' : `Deleted ${ids.length} transactions`;
      const { change } = await ledger.commit({ label }, (writer) => {
        for (const id of ids) {
          if (!writing.stored(id)) throw gone();
          writer.remove('txn', idToBytes(id));
        }
      });
      return change;
    },

    reviewCount: () => ({ count: reading.reviewCount() }),

    suggestPayees: (text: string, limit: number) => createPayeeRepository(ledger.read).suggest(text, limit),

    exportCsv: (filter: TransactionFilter) => csvPieces(ledger.read, filter),
  };

  /** A description typed by a person is its payee's name. */
  function describe(name: string, payeeId: Uint8Array): number {
    const found = payees.findDescription(name);
    return found ? found.id : payees.addDescription(name, name, payeeId);
  }

  function patchColumns(writer: Writer, stored: StoredTransaction, patch: Patch): Row {
    const columns: Row = {};
    if (patch.accountId !== undefined) {
      if (accountCurrency(writer, patch.accountId) !== stored.currency) {
        throw new DomainError('INVALID', 'That account has another currency. Nothing was changed.', 'accountId');
      }
      columns['account_id'] = idToBytes(patch.accountId);
    }
    if (patch.date !== undefined) {
      columns['date'] = patch.date;
      // The bank's own date is kept, so that the same file imported again still finds this row.
      if (stored.fingerprint !== null && stored.bank_date === null) columns['bank_date'] = stored.date;
    }
    if (patch.amountMinor !== undefined && patch.amountMinor !== stored.amount_minor) {
      if (stored.split_count > 0) {
        throw new DomainError('INVALID', 'This transaction is split. Change its parts instead.', 'amountMinor');
      }
      columns['amount_minor'] = patch.amountMinor;
    }
    if (patch.payee !== undefined) {
      const payeeId = payees.findOrCreate(patch.payee);
      const usual = writing.payeeOfDescription(stored.description_id);
      columns['payee_id'] = usual && Buffer.compare(usual, payeeId) === 0 ? null : payeeId;
    }
    if (patch.note !== undefined) columns['note'] = patch.note;
    if (patch.categoryId !== undefined) {
      if (stored.split_count > 0) {
        throw new DomainError('INVALID', 'This transaction is split. Choose categories for its parts.', 'categoryId');
      }
      if (patch.categoryId !== null) requireCategory(writer, patch.categoryId);
      Object.assign(columns, { category_id: patch.categoryId, category_source: 'user', confidence: null, review: 0 });
    }
    return columns;
  }

  /** Other rows of the same payees, set by nobody, take the category that was just chosen. Answers how many. */
  function follow(writer: Writer, chosen: StoredTransaction[], categoryId: string): number {
    let changed = 0;
    const seen = new Set<string>();
    for (const stored of chosen) {
      const payeeId =
        writing.stored(idFromBytes(stored.id))?.payee_id ?? writing.payeeOfDescription(stored.description_id);
      const key = `${payeeId?.toString('hex')} ${stored.amount_minor < 0}`;
      if (!payeeId || seen.has(key)) continue;
      seen.add(key);
      for (const id of writing.followers(payeeId, stored.amount_minor, categoryId)) {
        writer.update('txn', id, {
          category_id: categoryId,
          category_source: 'payee',
          confidence: FOLLOWED_CONFIDENCE,
          review: 0,
        });
        changed += 1;
      }
    }
    return changed;
  }
}

export type TransactionService = ReturnType<typeof createTransactionService>;

export function reviewFlag(guess: { categoryId: string | null; confidence: number | null }): 0 | 1 {
  return guess.categoryId === null || (guess.confidence ?? 0) < REVIEW_BELOW ? 1 : 0;
}

function accountCurrency(writer: Writer, accountId: string): string {
  const account = writer.db
    .sql<{ currency: string }>('SELECT currency FROM account WHERE id = ? AND deleted_change IS NULL')
    .get(idToBytes(accountId));
  if (!account) throw new DomainError('NOT_FOUND', 'That account is not there any more.', 'accountId');
  return account.currency;
}

function requireCategory(writer: Writer, id: string): void {
  const found = writer.db.sql('SELECT 1 FROM category WHERE id = ? AND deleted_change IS NULL').get(id);
  if (!found) throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
}

function describePatch(patch: Patch, count: number): string {
  const fields = {
    categoryId: 'category',
    payee: 'payee',
    note: 'note',
    date: 'date',
    amountMinor: 'amount',
    accountId: 'account',
  };
  const names = Object.entries(fields).flatMap(([key, name]) => (key in patch ? [name] : []));
  return `Changed ${names.join(', ') || 'nothing'}${count === 1 ? '' : ` of ${count} transactions`}`;
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That transaction is not there any more.');
}
