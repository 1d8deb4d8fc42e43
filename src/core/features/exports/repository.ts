/** Reads accounts and transactions as the writers for other programs need them. */
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { ExportAccount, ExportCategory, ExportTransaction } from '../../domain/export/export-book.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';

export interface ExportScope {
  /** All when null. */
  accountIds: readonly string[] | null;
  /** Both included; null is open. */
  dateFrom: string | null;
  dateTo: string | null;
}

interface TransactionRow {
  id: Buffer;
  account_id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  payee: string;
  raw: string;
  note: string;
  status: ExportTransaction['status'];
  bank_ref: string | null;
  category_id: string | null;
  split_count: number;
  transfer_id: Buffer | null;
  original_amount_minor: number | null;
  original_currency: string | null;
}

export function createExportRepository(db: Database, scope: ExportScope) {
  const accountFilter = scope.accountIds
    ? `IN (${scope.accountIds.map((id) => `x'${Buffer.from(idToBytes(id)).toString('hex')}'`).join(', ')})`
    : 'IS NOT NULL';
  const span: Record<string, SqlValue> = { from: scope.dateFrom ?? '0000-01-01', to: scope.dateTo ?? '9999-12-31' };
  const inScope = (t: string): string =>
    `${t}.deleted_change IS NULL AND ${t}.date BETWEEN @from AND @to AND ${t}.account_id ${accountFilter}`;

  const toTransaction = (row: TransactionRow): ExportTransaction => ({
    id: idFromBytes(row.id),
    accountId: idFromBytes(row.account_id),
    date: row.date,
    amountMinor: row.amount_minor,
    currency: row.currency,
    payee: row.payee,
    description: row.raw,
    note: row.note,
    status: row.status,
    bankRef: row.bank_ref,
    categoryId: row.category_id,
    splits: row.split_count === 0 ? [] : splitsOf(row.id),
    tags: tagsOf(row.id),
    original:
      row.original_amount_minor === null || row.original_currency === null
        ? null
        : { amountMinor: row.original_amount_minor, currency: row.original_currency },
    isTransfer: row.transfer_id !== null,
    otherSide: row.transfer_id === null || row.split_count > 0 ? null : otherSideOf(row),
  });

  const splitsOf = (id: Buffer): ExportTransaction['splits'] =>
    db
      .sql<{ category_id: string | null; amount_minor: number; note: string }>(
        'SELECT category_id, amount_minor, note FROM split WHERE txn_id = ? AND deleted_change IS NULL ORDER BY position, id',
      )
      .all(id)
      .map((part) => ({ categoryId: part.category_id, amountMinor: part.amount_minor, note: part.note }));

  const tagsOf = (id: Buffer): string[] =>
    db
      .sql<{ name: string }>(
        `SELECT g.name FROM txn_tag l JOIN tag g ON g.id = l.tag_id AND g.deleted_change IS NULL
         WHERE l.txn_id = ? AND l.deleted_change IS NULL ORDER BY g.name`,
      )
      .all(id)
      .map((tag) => tag.name);

  /** Null unless exactly one other row shares the transfer, and it is whole and in the export. */
  const otherSideOf = (row: TransactionRow): ExportTransaction['otherSide'] => {
    const others = db
      .sql<TransactionRow & { in_scope: number }>(
        `SELECT o.id, o.account_id, o.date, o.amount_minor, o.currency, o.split_count, (${inScope('o')}) AS in_scope
         FROM txn o WHERE o.transfer_id = @transfer AND o.id <> @id AND o.deleted_change IS NULL LIMIT 2`,
      )
      .all({ ...span, transfer: row.transfer_id, id: row.id });
    const [other] = others;
    if (!other || others.length > 1 || other.split_count > 0 || other.in_scope === 0) return null;
    return {
      id: idFromBytes(other.id),
      accountId: idFromBytes(other.account_id),
      date: other.date,
      amountMinor: other.amount_minor,
      currency: other.currency,
    };
  };

  const rows = (where: string) =>
    db.sql<TransactionRow>(
      `SELECT t.id, t.account_id, t.date, t.amount_minor, t.currency, p.name AS payee, d.raw, t.note, t.status, t.bank_ref,
         t.category_id, t.split_count, t.transfer_id, t.original_amount_minor, t.original_currency
       FROM txn t JOIN description d ON d.id = t.description_id JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
       WHERE ${where} ORDER BY t.date, t.id`,
    );

  return {
    count: (): number =>
      db.sql<{ n: number }>(`SELECT count(*) AS n FROM txn t WHERE ${inScope('t')}`).get(span)?.n ?? 0,

    *transactions(): Generator<ExportTransaction> {
      for (const row of rows(inScope('t')).iterate(span)) yield toTransaction(row);
    },

    *transactionsOf(accountId: string): Generator<ExportTransaction> {
      const where = 't.account_id = @account AND t.deleted_change IS NULL AND t.date BETWEEN @from AND @to';
      for (const row of rows(where).iterate({ ...span, account: idToBytes(accountId) })) yield toTransaction(row);
    },

    /** In the user's order. `today` stands in for the days of an account without transactions. */
    accounts: (today: string): (ExportAccount & { lastDate: string })[] =>
      db
        .sql<{
          id: Buffer;
          name: string;
          kind: AccountKind;
          currency: string;
          institution: string | null;
          start_minor: number;
          end_minor: number;
          opened_on: string | null;
          first_date: string | null;
          last_date: string | null;
        }>(
          `SELECT a.id, a.name, a.kind, a.currency, a.institution, a.opened_on,
             a.opening_balance_minor + coalesce(sum(t.amount_minor) FILTER (WHERE t.date < @from), 0) AS start_minor,
             a.opening_balance_minor + coalesce(sum(t.amount_minor) FILTER (WHERE t.date <= @to), 0) AS end_minor,
             min(t.date) FILTER (WHERE t.date BETWEEN @from AND @to) AS first_date,
             max(t.date) FILTER (WHERE t.date BETWEEN @from AND @to) AS last_date
           FROM account a LEFT JOIN txn t ON t.account_id = a.id AND t.deleted_change IS NULL
           WHERE a.deleted_change IS NULL AND a.id ${accountFilter} GROUP BY a.id ORDER BY a.position, a.id`,
        )
        .all(span)
        .map((row) => {
          const earliest = [row.first_date, row.opened_on].filter((date) => date !== null).sort()[0] ?? today;
          return {
            id: idFromBytes(row.id),
            name: row.name,
            kind: row.kind,
            currency: row.currency,
            institution: row.institution,
            startBalanceMinor: row.start_minor,
            endBalanceMinor: row.end_minor,
            firstDate: scope.dateFrom ?? earliest,
            lastDate: scope.dateTo ?? row.last_date ?? earliest,
          };
        }),

    categories: (): ExportCategory[] =>
      db
        .sql<{ id: string; parent_id: string | null; name: string; kind: ExportCategory['kind'] }>(
          'SELECT id, parent_id, name, kind FROM category ORDER BY position, id',
        )
        .all()
        .map((row) => ({ id: row.id, parentId: row.parent_id, name: row.name, kind: row.kind })),
  };
}
