import type { z } from 'zod';
import { DomainError } from '#shared/contract/errors.ts';
import type {
  splitPart,
  TransactionDetail,
  TransactionFilter,
  transactionInput,
  transactionPatch,
} from '#shared/contract/transactions.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { formatMinor } from '#shared/money.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { AttachmentService } from '../attachments/service.ts';
import type { Categorisation, ChosenTransaction } from '../categorisation/service.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import { requireUnlocked } from '../reconcile/lock.ts';
import { applyRulesToNew } from '../rules/new-transaction.ts';
import type { RuleService } from '../rules/service.ts';
import { addTags, removeTags } from '../tags/service.ts';
import { csvPieces } from './csv-export.ts';
import { listTotals } from './list-totals.ts';
import { originalColumns } from './original-columns.ts';
import { readPage } from './read-page.ts';
import { createTransactionRepository } from './repository.ts';
import { storedParts, storedTransaction, type StoredTransaction } from './stored-transaction.ts';

/** How sure the app is of what it copied from the user's own choice for the same payee. */
const FOLLOWED_CONFIDENCE = 95;

type Input = z.output<typeof transactionInput>;
export interface NewTransaction extends Input {
  /** What was paid in another currency than the account's. */
  original?: { amountMinor: number; currency: string };
}
type Patch = z.output<typeof transactionPatch>;
type SplitPart = z.output<typeof splitPart>;

export function createTransactionService(
  ledger: Ledger,
  categorisation: Categorisation,
  attachments: Pick<AttachmentService, 'list'>,
  rules: Pick<RuleService, 'explain'>,
) {
  const reading = createTransactionRepository(ledger.read);
  const writing = createTransactionRepository(ledger.file.write);
  const payees = createPayeeRepository(ledger.file.write);

  /** Adds one within a change. Without a category the rules and the categoriser are asked. Answers its id. */
  function insert(writer: Writer, input: NewTransaction): Uint8Array {
    const { amountMinor } = input;
    const currency = accountCurrency(writer, input.accountId);
    const payeeId = payees.findOrCreate(input.payee);
    const guess =
      input.categoryId === null
        ? categorisation.suggest({ description: input.payee, payeeId, amountMinor, currency })
        : null;
    const id = newIdBytes();
    writer.insert('txn', {
      id,
      account_id: idToBytes(input.accountId),
      date: input.date,
      amount_minor: amountMinor,
      currency,
      description_id: describe(input.payee, payeeId),
      category_id: guess ? guess.categoryId : input.categoryId,
      category_source: guess ? guess.source : 'user',
      confidence: guess?.confidence ?? null,
      review: guess ? reviewFlag(guess) : 0,
      note: input.note,
      ...(input.original ? originalColumns(input.original, { amountMinor, currency }) : {}),
    });
    applyRulesToNew(writer, id);
    return id;
  }

  /** Changes some within a change. Answers how many others followed the category. */
  function patchAll(writer: Writer, ids: string[], patch: Patch): number {
    const chosen = ids.map((id) => {
      const stored = storedTransaction(ledger.file.write, id);
      if (!stored) throw gone();
      return stored;
    });
    for (const stored of chosen) {
      writer.update('txn', stored.id, patchColumns(writer, stored, patch));
      if (patch.addTags) addTags(writer, stored.id, patch.addTags);
      if (patch.removeTags) removeTags(writer, stored.id, patch.removeTags);
    }
    if (!patch.categoryId) return 0;
    const followed = follow(writer, chosen, patch.categoryId);
    return followed + categorisation.learn(writer, chosen.map(asChosen), patch.categoryId);
  }

  /** Splits one within a change; no parts make it whole again. */
  function divide(writer: Writer, id: string, parts: SplitPart[]): void {
    const stored = storedTransaction(ledger.file.write, id);
    if (!stored) throw gone();
    checkParts(writer, stored, parts);
    const before = storedParts(ledger.file.write, stored.id);
    writer.update('txn', stored.id, { split_count: 0 });
    for (const part of before) writer.remove('split', part.id);
    parts.forEach((part, position) =>
      writer.insert('split', {
        id: newIdBytes(),
        txn_id: stored.id,
        position,
        category_id: part.categoryId,
        amount_minor: part.amountMinor,
        note: part.note,
      }),
    );
    const largest = before.toSorted((a, b) => Math.abs(b.amount_minor) - Math.abs(a.amount_minor))[0];
    writer.update('txn', stored.id, {
      split_count: parts.length,
      ...(parts.length > 0
        ? { category_id: null, category_source: 'user', confidence: null, review: 0 }
        : { category_id: largest?.category_id ?? stored.category_id }),
    });
  }

  return {
    list: (filter: TransactionFilter, cursor: string | null, limit: number) => readPage(ledger.read, filter, cursor, limit),

    totals: (filter: TransactionFilter) => listTotals(ledger.read, filter),

    get(id: string): TransactionDetail {
      const detail = reading.detail(id);
      if (!detail) throw gone();
      const whole = { ...detail, attachments: attachments.list(id) };
      return { ...whole, reason: rules.explain(id) ?? categorisation.explain(whole) };
    },

    insert,
    patchAll,
    divide,

    async create(input: Input) {
      const { change, result } = await ledger.commit({ label: `Added ${input.payee}` }, (writer) => insert(writer, input));
      return { ...change, id: idFromBytes(result) };
    },

    async update(ids: string[], patch: Patch) {
      const label = describePatch(patch, ids.length);
      const { change, result } = await ledger.commit({ label }, (writer) => patchAll(writer, ids, patch));
      return { ...change, alsoChanged: result };
    },

    async remove(ids: string[]) {
      const label = ids.length === 1 ? 'Deleted a transaction' : `Deleted ${ids.length} transactions`;
      const { change } = await ledger.commit({ label }, (writer) => {
        for (const id of ids) {
          const stored = storedTransaction(ledger.file.write, id);
          if (!stored) throw gone();
          requireUnlocked(stored, 'delete');
          writer.remove('txn', idToBytes(id));
        }
      });
      return change;
    },

    async split(id: string, parts: SplitPart[]) {
      const label = parts.length > 0 ? `Split into ${parts.length} parts` : 'Made whole again';
      const { change } = await ledger.commit({ label }, (writer) => divide(writer, id, parts));
      return change;
    },

    refundCandidates: (id: string) => reading.refundCandidates(id),

    async linkRefund(id: string, purchaseId: string | null) {
      const label = purchaseId === null ? 'Unlinked a refund' : 'Linked a refund to its purchase';
      const { change } = await ledger.commit({ label }, (writer) => {
        const refund = storedTransaction(ledger.file.write, id);
        if (!refund) throw gone();
        if (purchaseId === null) {
          writer.update('txn', refund.id, { refund_of: null });
          return;
        }
        const purchase = storedTransaction(ledger.file.write, purchaseId);
        if (!purchase) throw new DomainError('NOT_FOUND', 'That purchase is not there any more.', 'purchaseId');
        if (refund.amount_minor <= 0 || purchase.amount_minor >= 0 || refund.currency !== purchase.currency) {
          throw new DomainError(
            'INVALID',
            'A refund is money in for an earlier purchase, money out, in the same currency.',
            'purchaseId',
          );
        }
        if (refund.date < purchase.date) {
          throw new DomainError('INVALID', 'That purchase is later than the refund.', 'purchaseId');
        }
        // Money back lowers what was spent, so it belongs where the purchase is.
        const category: Row =
          refund.split_count === 0 && purchase.category_id !== null
            ? { category_id: purchase.category_id, category_source: 'user', confidence: null, review: 0 }
            : {};
        writer.update('txn', refund.id, { refund_of: purchase.id, ...category });
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
    requireUnlocked(stored, patch);
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
    if (patch.status !== undefined) columns['status'] = patch.status;
    if (patch.original !== undefined) {
      const amountMinor = patch.amountMinor ?? stored.amount_minor;
      Object.assign(columns, originalColumns(patch.original, { amountMinor, currency: stored.currency }));
    }
    if (patch.categoryId !== undefined) {
      if (stored.split_count > 0) {
        throw new DomainError('INVALID', 'This transaction is split. Choose categories for its parts.', 'categoryId');
      }
      if (patch.categoryId !== null) requireCategory(writer, patch.categoryId);
      Object.assign(columns, { category_id: patch.categoryId, category_source: 'user', confidence: null, review: 0 });
    }
    return columns;
  }

  /** @throws DomainError INVALID unless the parts are none, or two or more that sum to the amount. */
  function checkParts(writer: Writer, stored: StoredTransaction, parts: SplitPart[]): void {
    if (parts.length === 0) return;
    if (parts.length === 1) throw new DomainError('INVALID', 'A split has two parts or more.', 'parts');
    if (parts.some((part) => part.amountMinor === 0)) {
      throw new DomainError('INVALID', 'Every part needs an amount.', 'parts');
    }
    const rest = parts.reduce((left, part) => left - part.amountMinor, stored.amount_minor);
    if (rest !== 0) {
      const amount = formatMinor(Math.abs(rest), stored.currency);
      throw new DomainError('INVALID', `The parts do not sum to the amount: ${amount} ${stored.currency} is off.`, 'parts');
    }
    for (const part of parts) if (part.categoryId !== null) requireCategory(writer, part.categoryId);
  }

  function asChosen(stored: StoredTransaction): ChosenTransaction {
    return {
      id: stored.id,
      descriptionId: stored.description_id,
      payeeId: payeeOf(stored),
      amountMinor: stored.amount_minor,
      currency: stored.currency,
      before: { categoryId: stored.category_id, source: stored.category_source },
    };
  }

  function payeeOf(stored: StoredTransaction): Buffer {
    const now = storedTransaction(ledger.file.write, idFromBytes(stored.id));
    return now?.payee_id ?? writing.payeeOfDescription(stored.description_id) ?? Buffer.alloc(16);
  }

  /** Other rows of the same payees, set by nobody, take the category that was just chosen. Answers how many. */
  function follow(writer: Writer, chosen: StoredTransaction[], categoryId: string): number {
    let changed = 0;
    const seen = new Set<string>();
    for (const stored of chosen) {
      const payeeId =
        storedTransaction(ledger.file.write, idFromBytes(stored.id))?.payee_id ?? writing.payeeOfDescription(stored.description_id);
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

export function reviewFlag(guess: { categoryId: string | null; sure?: boolean }): 0 | 1 {
  return guess.categoryId !== null && guess.sure ? 0 : 1;
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
    status: 'status',
    original: 'amount in another currency',
    addTags: 'tags',
    removeTags: 'tags',
  };
  const names = [...new Set(Object.entries(fields).flatMap(([key, name]) => (key in patch ? [name] : [])))];
  return `Changed ${names.join(', ') || 'nothing'}${count === 1 ? '' : ` of ${count} transactions`}`;
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That transaction is not there any more.');
}
