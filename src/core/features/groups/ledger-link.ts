/**
 * The bank's side of shared expenses. A dinner paid for five is one row of the bank: the own fifth of it is spending,
 * four fifths are a receivable, booked under a transfer category so that no report counts them. Money that comes back
 * lowers the receivable; what others paid for the person becomes spending when it is settled. With everything linked
 * and settled the receivable is zero and spending is the sum of the own shares.
 */
import { DomainError } from '#shared/contract/errors.ts';
import type { LinkedTransaction } from '#shared/contract/transactions.ts';
import { addDays } from '#shared/dates.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { allocate, formatMinor } from '#shared/money.ts';
import type { Database } from '../../ledger/database.ts';
import type { Writer } from '../../ledger/ledger.ts';
import { TRANSFER_CATEGORY } from '../categories/transfer-category.ts';
import { createGroupRepository, type StoredExpense } from './repository.ts';

/** "To or from a person". */
const RECEIVABLE = 'transfer.person_to_person';
/** A bank books within this many days. */
const DAYS_AROUND = 31;

interface MySide {
  /** In the currency that was paid in, positive: paid. */
  paidMinor: number;
  /** Both in the currency of the group. */
  paidInGroup: number;
  share: number;
}

interface Part {
  categoryId: string | null;
  amountMinor: number;
}

export function linkCandidates(db: Database, expense: StoredExpense): LinkedTransaction[] {
  const cash = cashOf(expense, mySide(db, expense));
  if (cash === 0) return [];
  return db
    .sql<{ id: Buffer; account_id: Buffer; date: string; payee: string; amount_minor: number; currency: string }>(
      `SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency,
         (SELECT name FROM payee WHERE id = coalesce(t.payee_id, d.payee_id)) AS payee
       FROM txn t JOIN description d ON d.id = t.description_id
       WHERE t.deleted_change IS NULL AND t.date BETWEEN @from AND @to AND t.split_count = 0 AND t.transfer_id IS NULL
         AND ((t.currency = @currency AND t.amount_minor = @cash)
           OR (t.original_currency = @currency AND abs(t.original_amount_minor) = abs(@cash)))
         AND NOT EXISTS (SELECT 1 FROM group_expense e WHERE e.txn_id = t.id AND e.deleted_change IS NULL)
       ORDER BY abs(julianday(t.date) - julianday(@date)), t.id LIMIT 10`,
    )
    .all({
      date: expense.date,
      from: addDays(expense.date, -DAYS_AROUND),
      to: addDays(expense.date, DAYS_AROUND),
      currency: expense.paid_currency,
      cash,
    })
    .map((row) => ({
      id: idFromBytes(row.id),
      accountId: idFromBytes(row.account_id),
      date: row.date,
      payee: row.payee,
      amountMinor: row.amount_minor,
      currency: row.currency,
    }));
}

/** @throws DomainError INVALID when the transaction is not what the person paid or received, CONFLICT when it is taken. */
export function linkTransaction(writer: Writer, expense: StoredExpense, transactionId: string): void {
  const stored = bankRow(writer.db, idToBytes(transactionId));
  if (!stored) throw new DomainError('NOT_FOUND', 'That transaction is not there any more.', 'transactionId');
  const taken = writer.db
    .sql('SELECT 1 FROM group_expense WHERE txn_id = ? AND deleted_change IS NULL')
    .get(stored.id);
  if (taken) throw new DomainError('CONFLICT', 'That transaction is linked to a shared expense already.', 'transactionId');
  if (stored.split_count > 0) {
    throw new DomainError('INVALID', 'That transaction is split. Make it whole first.', 'transactionId');
  }
  if (stored.transfer_id) {
    throw new DomainError('INVALID', 'That is a transfer between your own accounts. Unlink it first.', 'transactionId');
  }
  const mine = mySide(writer.db, expense);
  const cash = cashOf(expense, mine);
  if (cash === 0) throw new DomainError('INVALID', 'You neither paid nor received anything here.', 'transactionId');
  const sameCurrency = stored.currency === expense.paid_currency;
  if (Math.sign(cash) !== Math.sign(stored.amount_minor) || (sameCurrency && cash !== stored.amount_minor)) {
    const wanted = formatMinor(cash, expense.paid_currency);
    const found = formatMinor(stored.amount_minor, stored.currency);
    throw new DomainError(
      'INVALID',
      `Your side of this is ${wanted} ${expense.paid_currency}, the transaction is ${found} ${stored.currency}.`,
      'transactionId',
    );
  }
  const { category_id, category_source, confidence, review } = stored;
  const leaf = receivableCategory(writer.db);
  const parts =
    expense.kind === 'payment'
      ? paymentParts(writer.db, expense, stored.amount_minor, stored.currency, leaf)
      : expenseParts(expense, mine, stored.amount_minor, leaf, category_id);
  writer.update('group_expense', expense.id, { txn_id: stored.id, txn_before: JSON.stringify({ category_id, category_source, confidence, review }) });
  divide(writer, stored.id, parts);
}

/** Gives the transaction back what it had. One that was deleted meanwhile stays so. */
export function unlinkTransaction(writer: Writer, expense: StoredExpense): void {
  if (!expense.txn_id) return;
  const stored = bankRow(writer.db, expense.txn_id);
  if (stored) {
    makeWhole(writer, stored.id);
    const before = JSON.parse(expense.txn_before ?? '{}') as Record<string, string | number | null>;
    const known = before['category_id'] === null || categoryExists(writer.db, String(before['category_id']));
    if (known) writer.update('txn', stored.id, before);
    else writer.update('txn', stored.id, { category_id: null, category_source: null, confidence: null, review: 1 });
  }
  writer.update('group_expense', expense.id, { txn_id: null, txn_before: null });
}

/** The own share, at most what was paid, and the rest. */
function expenseParts(expense: StoredExpense, mine: MySide, amount: number, leaf: string, usual: string | null): Part[] {
  const size = Math.abs(mine.paidInGroup);
  const own = Math.min(Math.abs(mine.share), size);
  const [spent = 0, lent = 0] = allocate(amount, [own, size - own]);
  return [
    { categoryId: expense.category_id ?? usual, amountMinor: spent },
    { categoryId: leaf, amountMinor: lent },
  ];
}

/**
 * Of what others paid for the person and no report has counted yet, as much as leaves the receivable at zero or above
 * is spent now; the rest of the money moves the receivable.
 */
function paymentParts(db: Database, payment: StoredExpense, amount: number, currency: string, leaf: string): Part[] {
  const group = db
    .sql<{ currency: string }>('SELECT currency FROM expense_group WHERE id = ?')
    .get(payment.group_id);
  if (currency !== group?.currency) return [{ categoryId: leaf, amountMinor: amount }];
  const borne = db
    .sql<{ category_id: string | null; minor: number }>(
      `SELECT e.category_id, sum(s.amount_minor) AS minor FROM group_expense e
       JOIN group_share s ON s.expense_id = e.id AND s.deleted_change IS NULL
       JOIN group_member m ON m.id = s.member_id AND m.is_me = 1
       WHERE e.group_id = ? AND e.kind = 'expense' AND e.deleted_change IS NULL
         AND NOT EXISTS (SELECT 1 FROM group_payer p WHERE p.expense_id = e.id AND p.member_id = m.id AND p.deleted_change IS NULL)
       GROUP BY 1 ORDER BY 1`,
    )
    .all(payment.group_id);
  const booked = db
    .sql<{ kind: string; category_id: string | null; minor: number }>(
      `SELECT e.kind, a.category_id, sum(a.amount_minor) AS minor FROM group_expense e
       JOIN allocation a ON a.txn_id = e.txn_id
       WHERE e.group_id = ? AND e.deleted_change IS NULL AND a.currency = ? GROUP BY 1, 2`,
    )
    .all(payment.group_id, currency);
  const sum = (rows: { minor: number }[]): number => rows.reduce((total, row) => total + row.minor, 0);
  const receivable = -sum(booked.filter((row) => row.category_id === leaf));
  const open = borne.map((row) => {
    const counted = booked.find((b) => b.kind === 'payment' && b.category_id === row.category_id)?.minor ?? 0;
    return { categoryId: row.category_id, minor: Math.max(0, row.minor + counted) };
  });
  const openSum = open.reduce((total, { minor }) => total + minor, 0);
  const spent = Math.max(0, Math.min(openSum, receivable - amount));
  if (spent === 0) return [{ categoryId: leaf, amountMinor: amount }];
  const spread = allocate(spent, open.map(({ minor }) => minor));
  return [
    ...open.map(({ categoryId }, at) => ({ categoryId, amountMinor: 0 - (spread[at] ?? 0) })),
    { categoryId: leaf, amountMinor: amount + spent },
  ];
}

/** Parts of nothing are none; one part is the category of the whole. */
function divide(writer: Writer, txnId: Uint8Array, all: Part[]): void {
  const parts = all.filter((part) => part.amountMinor !== 0);
  const chosen = { category_source: 'user', confidence: null, review: 0 };
  if (parts.length < 2) {
    writer.update('txn', txnId, { ...chosen, category_id: parts[0]?.categoryId ?? null });
    return;
  }
  parts.forEach((part, position) =>
    writer.insert('split', {
      id: newIdBytes(),
      txn_id: txnId,
      position,
      category_id: part.categoryId,
      amount_minor: part.amountMinor,
      note: '',
    }),
  );
  writer.update('txn', txnId, { ...chosen, category_id: null, split_count: parts.length });
}

function makeWhole(writer: Writer, txnId: Uint8Array): void {
  writer.update('txn', txnId, { split_count: 0 });
  const parts = writer.db
    .sql<{ id: Buffer }>('SELECT id FROM split WHERE txn_id = ? AND deleted_change IS NULL')
    .all(txnId);
  for (const part of parts) writer.remove('split', part.id);
}

interface BankRow {
  id: Buffer;
  amount_minor: number;
  currency: string;
  category_id: string | null;
  category_source: string | null;
  confidence: number | null;
  review: number;
  split_count: number;
  transfer_id: Buffer | null;
}

function bankRow(db: Database, id: Uint8Array): BankRow | undefined {
  return db
    .sql<BankRow>(
      `SELECT id, amount_minor, currency, category_id, category_source, confidence, review, split_count, transfer_id
       FROM txn WHERE id = ? AND deleted_change IS NULL`,
    )
    .get(id);
}

function mySide(db: Database, expense: StoredExpense): MySide {
  const groups = createGroupRepository(db);
  const me = groups.members(expense.group_id).find((member) => member.is_me === 1);
  if (!me) throw new DomainError('INVALID', 'Say first which member of the group is you.', 'isMe');
  const [whole] = groups.whole([expense]);
  const id = idFromBytes(me.id);
  const paid = whole?.payers.find((payer) => payer.memberId === id);
  return {
    paidMinor: paid?.paidMinor ?? 0,
    paidInGroup: paid?.amountMinor ?? 0,
    share: whole?.shares.find((share) => share.memberId === id)?.amountMinor ?? 0,
  };
}

/** What the person's account shows of it: money out is negative. Minor units of the currency that was paid in. */
function cashOf(expense: StoredExpense, mine: MySide): number {
  if (expense.kind === 'payment' && mine.paidMinor === 0) return mine.share;
  return 0 - mine.paidMinor;
}

function receivableCategory(db: Database): string {
  return categoryExists(db, RECEIVABLE) ? RECEIVABLE : TRANSFER_CATEGORY;
}

function categoryExists(db: Database, id: string): boolean {
  return db.sql('SELECT 1 FROM category WHERE id = ? AND deleted_change IS NULL').get(id) !== undefined;
}
