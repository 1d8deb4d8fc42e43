import type { GroupExpense, SplitKind } from '#shared/contract/groups.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';

export interface StoredGroup {
  id: Buffer;
  name: string;
  icon: string;
  currency: string;
  note: string;
}

export interface StoredMember {
  id: Buffer;
  group_id: Buffer;
  name: string;
  is_me: number;
}

export interface StoredExpense {
  id: Buffer;
  group_id: Buffer;
  kind: 'expense' | 'payment';
  title: string;
  date: string;
  amount_minor: number;
  paid_minor: number;
  paid_currency: string;
  split: SplitKind;
  category_id: string | null;
  note: string;
  txn_id: Buffer | null;
  txn_before: string | null;
  schedule_id: Buffer | null;
}

/** What a member paid, or bore, of all expenses or of all payments; minor units of the group's currency. */
export interface SideSum {
  member_id: Buffer;
  kind: 'expense' | 'payment';
  amount_minor: number;
}

const EXPENSE = 'e.id, e.group_id, e.kind, e.title, e.date, e.amount_minor, e.paid_minor, e.paid_currency, e.split, e.category_id, e.note, e.txn_id, e.txn_before, e.schedule_id';

export function createGroupRepository(db: Database) {
  const rowsOf = <T extends { id: Buffer }>(table: string, columns: string, expenseIds: Buffer[], order: string): T[] =>
    db
      .sql<T>(
        `SELECT id, expense_id, ${columns} FROM ${table}
         WHERE expense_id IN (SELECT unhex(value) FROM json_each(?)) AND deleted_change IS NULL ORDER BY ${order}`,
      )
      .all(JSON.stringify(expenseIds.map((id) => id.toString('hex'))));

  const repository = {
    groups(): StoredGroup[] {
      return db
        .sql<StoredGroup>('SELECT id, name, icon, currency, note FROM expense_group WHERE deleted_change IS NULL ORDER BY id')
        .all();
    },

    group(id: string): StoredGroup | undefined {
      return db
        .sql<StoredGroup>('SELECT id, name, icon, currency, note FROM expense_group WHERE id = ? AND deleted_change IS NULL')
        .get(idToBytes(id));
    },

    /** In the order in which they joined. */
    members(groupId: Uint8Array): StoredMember[] {
      return db
        .sql<StoredMember>(
          'SELECT id, group_id, name, is_me FROM group_member WHERE group_id = ? AND deleted_change IS NULL ORDER BY id',
        )
        .all(groupId);
    },

    member(id: string): StoredMember | undefined {
      return db
        .sql<StoredMember>('SELECT id, group_id, name, is_me FROM group_member WHERE id = ? AND deleted_change IS NULL')
        .get(idToBytes(id));
    },

    memberByName(groupId: Uint8Array, folded: string): StoredMember | undefined {
      return db
        .sql<StoredMember>(
          'SELECT id, group_id, name, is_me FROM group_member WHERE group_id = ? AND folded = ? AND deleted_change IS NULL',
        )
        .get(groupId, folded);
    },

    memberIsUsed(id: Uint8Array): boolean {
      return (
        db
          .sql(
            `SELECT 1 FROM group_expense e WHERE e.deleted_change IS NULL
               AND e.group_id = (SELECT group_id FROM group_member WHERE id = @id)
               AND (EXISTS (SELECT 1 FROM group_payer p WHERE p.expense_id = e.id AND p.member_id = @id AND p.deleted_change IS NULL)
                 OR EXISTS (SELECT 1 FROM group_share s WHERE s.expense_id = e.id AND s.member_id = @id AND s.deleted_change IS NULL))
             LIMIT 1`,
          )
          .get({ id }) !== undefined
      );
    },

    /** A recurring expense names the member. */
    memberRecurs(groupId: Uint8Array, id: string): boolean {
      return repository.schedules(groupId).some((row) => row.template.includes(id));
    },

    expense(id: string): StoredExpense | undefined {
      return db
        .sql<StoredExpense>(`SELECT ${EXPENSE} FROM group_expense e WHERE e.id = ? AND e.deleted_change IS NULL`)
        .get(idToBytes(id));
    },

    /** Newest first by (date, id), those after `before`. */
    expenses(groupId: Uint8Array, before: { date: string; id: Uint8Array } | null, limit: number): StoredExpense[] {
      return db
        .sql<StoredExpense>(
          `SELECT ${EXPENSE} FROM group_expense e WHERE e.group_id = @group AND e.deleted_change IS NULL
             AND (@date IS NULL OR (e.date, e.id) < (@date, @id)) ORDER BY e.date DESC, e.id DESC LIMIT @limit`,
        )
        .all({ group: groupId, date: before?.date ?? null, id: before?.id ?? null, limit });
    },

    /** What each member paid and bore, expenses and payments apart. */
    sums(groupId: Uint8Array): { paid: SideSum[]; shares: SideSum[] } {
      const of = (table: string): SideSum[] =>
        db
          .sql<SideSum>(
            `SELECT x.member_id, e.kind, sum(x.amount_minor) AS amount_minor
             FROM group_expense e CROSS JOIN ${table} x ON x.expense_id = e.id AND x.deleted_change IS NULL
             WHERE e.group_id = ? AND e.deleted_change IS NULL GROUP BY 1, 2`,
          )
          .all(groupId);
      return { paid: of('group_payer'), shares: of('group_share') };
    },

    /** The payments that were written down after the last expense, in their order. */
    latestPayments(groupId: Uint8Array): { payer: Buffer; payee: Buffer; amount_minor: number }[] {
      return db
        .sql<{ payer: Buffer; payee: Buffer; amount_minor: number }>(
          `SELECT p.member_id AS payer, s.member_id AS payee, e.amount_minor FROM group_expense e
           JOIN group_payer p ON p.expense_id = e.id AND p.deleted_change IS NULL
           JOIN group_share s ON s.expense_id = e.id AND s.deleted_change IS NULL
           WHERE e.group_id = @group AND e.kind = 'payment' AND e.deleted_change IS NULL
             AND e.id > coalesce((SELECT max(id) FROM group_expense
               WHERE group_id = @group AND kind = 'expense' AND deleted_change IS NULL), x'')
           ORDER BY e.id`,
        )
        .all({ group: groupId });
    },

    /** By member, over all expenses but one. */
    carries(groupId: Uint8Array, without: Uint8Array | null): Map<string, number> {
      const rows = db
        .sql<{ member_id: Buffer; carried: number }>(
          `SELECT s.member_id, sum(s.carried) AS carried
           FROM group_expense e CROSS JOIN group_share s ON s.expense_id = e.id AND s.deleted_change IS NULL
           WHERE e.group_id = @group AND e.deleted_change IS NULL AND e.id IS NOT @without GROUP BY 1`,
        )
        .all({ group: groupId, without });
      return new Map(rows.map((row) => [idFromBytes(row.member_id), row.carried]));
    },

    parts(expenseId: Uint8Array): { table: 'group_payer' | 'group_share' | 'group_item'; id: Buffer }[] {
      return (['group_payer', 'group_share', 'group_item'] as const).flatMap((table) =>
        db
          .sql<{ id: Buffer }>(`SELECT id FROM ${table} WHERE expense_id = ? AND deleted_change IS NULL`)
          .all(expenseId)
          .map(({ id }) => ({ table, id })),
      );
    },

    /** The expenses as windows see them. */
    whole(stored: StoredExpense[]): GroupExpense[] {
      const ids = stored.map((row) => row.id);
      type Payer = { id: Buffer; expense_id: Buffer; member_id: Buffer; amount_minor: number; paid_minor: number };
      type Share = { id: Buffer; expense_id: Buffer; member_id: Buffer; amount_minor: number; weight: string };
      type Item = { id: Buffer; expense_id: Buffer; name: string; paid_minor: number; members: string };
      type Beside = { id: Buffer; expense_id: Buffer };
      const payers = byExpense(rowsOf<Payer>('group_payer', 'member_id, amount_minor, paid_minor', ids, 'id'));
      const shares = byExpense(rowsOf<Share>('group_share', 'member_id, amount_minor, weight', ids, 'id'));
      const items = byExpense(rowsOf<Item>('group_item', 'name, paid_minor, members', ids, 'position'));
      const comments = byExpense(rowsOf<Beside>('group_comment', 'at', ids, 'id'));
      const receipts = byExpense(rowsOf<Beside>('group_receipt', 'name', ids, 'id'));
      return stored.map((row) => {
        const key = row.id.toString('hex');
        return {
          id: idFromBytes(row.id),
          kind: row.kind,
          title: row.title,
          date: row.date,
          amountMinor: row.amount_minor,
          paidMinor: row.paid_minor,
          paidCurrency: row.paid_currency,
          split: row.split,
          categoryId: row.category_id,
          note: row.note,
          payers: (payers.get(key) ?? []).map((payer) => ({
            memberId: idFromBytes(payer.member_id),
            amountMinor: payer.amount_minor,
            paidMinor: payer.paid_minor,
          })),
          shares: (shares.get(key) ?? []).map((share) => ({
            memberId: idFromBytes(share.member_id),
            amountMinor: share.amount_minor,
            weight: share.weight,
          })),
          items: (items.get(key) ?? []).map((item) => ({
            name: item.name,
            amountMinor: item.paid_minor,
            memberIds: JSON.parse(item.members) as string[],
          })),
          transactionId: row.txn_id && idFromBytes(row.txn_id),
          recurring: row.schedule_id !== null,
          comments: comments.get(key)?.length ?? 0,
          receipts: receipts.get(key)?.length ?? 0,
        };
      });
    },

    totals(groupId: Uint8Array): { spent: number; n: number; last: string | null } {
      const row = db
        .sql<{ spent: number; n: number; last: string | null }>(
          `SELECT coalesce(sum(iif(kind = 'expense', amount_minor, 0)), 0) AS spent, count(*) AS n, max(date) AS last
           FROM group_expense WHERE group_id = ? AND deleted_change IS NULL`,
        )
        .get(groupId);
      return row ?? { spent: 0, n: 0, last: null };
    },

    /** What the group spent by category or month, and what `me` bore of it. */
    spendingBy(groupId: Uint8Array, by: 'e.category_id' | 'substr(e.date, 1, 7)', me: Uint8Array | null) {
      return db
        .sql<{ key: string | null; amount: number; mine: number }>(
          `SELECT ${by} AS key, sum(e.amount_minor) AS amount,
             sum(coalesce((SELECT s.amount_minor FROM group_share s
               WHERE s.expense_id = e.id AND s.member_id = @me AND s.deleted_change IS NULL), 0)) AS mine
           FROM group_expense e WHERE e.group_id = @group AND e.kind = 'expense' AND e.deleted_change IS NULL
           GROUP BY 1 ORDER BY 1`,
        )
        .all({ group: groupId, me });
    },

    comments(expenseId: Uint8Array): { id: Buffer; text: string; at: string }[] {
      return db
        .sql<{ id: Buffer; text: string; at: string }>(
          'SELECT id, text, at FROM group_comment WHERE expense_id = ? AND deleted_change IS NULL ORDER BY at, id',
        )
        .all(expenseId);
    },

    receipts(expenseId: Uint8Array) {
      return db
        .sql<{ id: Buffer; name: string; media_type: string; size_bytes: number; added_at: string }>(
          `SELECT id, name, media_type, size_bytes, added_at FROM group_receipt
           WHERE expense_id = ? AND deleted_change IS NULL ORDER BY id`,
        )
        .all(expenseId);
    },

    receipt(id: string) {
      return db
        .sql<{ name: string; media_type: string; sha256: string }>(
          'SELECT name, media_type, sha256 FROM group_receipt WHERE id = ? AND deleted_change IS NULL',
        )
        .get(idToBytes(id));
    },

    schedules(groupId: Uint8Array | null) {
      return db
        .sql<{ id: Buffer; group_id: Buffer; rule: string; template: string; done_through: string }>(
          `SELECT s.id, s.group_id, s.rule, s.template, s.done_through FROM group_schedule s
           JOIN expense_group g ON g.id = s.group_id AND g.deleted_change IS NULL
           WHERE (@group IS NULL OR s.group_id = @group) AND s.deleted_change IS NULL ORDER BY s.id`,
        )
        .all({ group: groupId });
    },

    categoryExists(id: string): boolean {
      return db.sql('SELECT 1 FROM category WHERE id = ? AND deleted_change IS NULL').get(id) !== undefined;
    },

    exists(table: 'group_comment' | 'group_receipt' | 'group_schedule', id: string): boolean {
      return db.sql(`SELECT 1 FROM ${table} WHERE id = ? AND deleted_change IS NULL`).get(idToBytes(id)) !== undefined;
    },
  };
  return repository;
}

export type GroupRepository = ReturnType<typeof createGroupRepository>;

function byExpense<T extends { expense_id: Buffer }>(rows: T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const key = row.expense_id.toString('hex');
    const list = found.get(key);
    if (list) list.push(row);
    else found.set(key, [row]);
  }
  return found;
}
