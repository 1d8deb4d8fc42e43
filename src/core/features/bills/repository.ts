import { scheduleRule, type ScheduleRule } from '#shared/contract/schedule.ts';
import type { PlainDate } from '#shared/dates.ts';
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import type { Payment } from '../../domain/bills/match-payments.ts';
import type { Database } from '../../ledger/database.ts';

export interface StoredBill {
  id: string;
  name: string;
  payeeId: string | null;
  accountId: string | null;
  categoryId: string | null;
  currency: string;
  amountMinor: number;
  amountMaxMinor: number | null;
  rule: ScheduleRule;
  autopay: boolean;
  remindDays: number[];
  note: string;
  trialEndsOn: PlainDate | null;
  status: 'active' | 'paused' | 'cancelled';
  activeFrom: PlainDate;
}

export interface StoredDay {
  id: Buffer;
  billId: string;
  planned: PlainDate;
  dueOn: PlainDate;
  state: 'open' | 'paid' | 'skipped';
  transactionId: string | null;
  paidOn: PlainDate | null;
  amountMinor: number | null;
  snoozedUntil: PlainDate | null;
}

interface BillRow {
  id: Buffer;
  name: string;
  payee_id: Buffer | null;
  account_id: Buffer | null;
  category_id: string | null;
  currency: string;
  amount_minor: number;
  amount_max_minor: number | null;
  rule: string;
  autopay: number;
  remind_days: string;
  note: string;
  trial_ends_on: string | null;
  status: StoredBill['status'];
  active_from: string;
}

interface DayRow {
  id: Buffer;
  bill_id: Buffer;
  planned: string;
  due_on: string;
  state: StoredDay['state'];
  txn_id: Buffer | null;
  paid_on: string | null;
  amount_minor: number | null;
  snoozed_until: string | null;
}

interface PaymentRow {
  id: Buffer;
  date: string;
  amount_minor: number;
  currency: string;
  account_id: Buffer;
  payee_id: Buffer;
  text: string;
}

export interface PayeeBooking {
  date: string;
  amount: number;
  currency: string;
  payee: Buffer;
  account: Buffer;
  category: string | null;
}

const idOrNull = (bytes: Buffer | null): string | null => (bytes === null ? null : idFromBytes(bytes));

export function createBillRepository(db: Database) {
  return {
    bills: (): StoredBill[] =>
      db.sql<BillRow>('SELECT * FROM bill WHERE deleted_change IS NULL ORDER BY name, id').all().map(billOf),
    bill(id: string): StoredBill | null {
      const row = db.sql<BillRow>('SELECT * FROM bill WHERE id = ? AND deleted_change IS NULL').get(idToBytes(id));
      return row ? billOf(row) : null;
    },

    /** What was written down of due days. A payment whose transaction was deleted is none any more. */
    days: (): StoredDay[] =>
      db
        .sql<DayRow>(
          `SELECT o.* FROM bill_occurrence o LEFT JOIN txn t ON t.id = o.txn_id
           WHERE o.deleted_change IS NULL AND (o.txn_id IS NULL OR t.deleted_change IS NULL) ORDER BY o.due_on`,
        )
        .all()
        .map(dayOf),
    /** The row of a due day, even one whose transaction is gone: there can be only one. */
    day(billId: string, planned: PlainDate): StoredDay | null {
      const row = db
        .sql<DayRow>('SELECT * FROM bill_occurrence WHERE bill_id = ? AND planned = ? AND deleted_change IS NULL')
        .get(idToBytes(billId), planned);
      return row ? dayOf(row) : null;
    },
    dayOfTransaction(transactionId: string): StoredDay | null {
      const row = db.sql<DayRow>('SELECT * FROM bill_occurrence WHERE txn_id = ? AND deleted_change IS NULL').get(idToBytes(transactionId));
      return row ? dayOf(row) : null;
    },
    /** Pairs of bill and transaction that were taken apart again. */
    declined: (): { billId: string; transactionId: string }[] =>
      db
        .sql<{ bill_id: Buffer; txn_id: Buffer }>(
          'SELECT DISTINCT bill_id, txn_id FROM bill_occurrence WHERE deleted_change IS NOT NULL AND txn_id IS NOT NULL',
        )
        .all()
        .map((row) => ({ billId: idFromBytes(row.bill_id), transactionId: idFromBytes(row.txn_id) })),

    /** Transactions of some days and sizes that pay no bill yet; transfers pay none. Sizes are without a sign. */
    payments: (from: PlainDate, to: PlainDate, least: number, most: number): Payment[] =>
      db
        .sql<PaymentRow>(
          `SELECT t.id, t.date, t.amount_minor, t.currency, t.account_id, coalesce(t.payee_id, d.payee_id) AS payee_id,
             p.name || ' ' || d.raw AS text
           FROM txn t INDEXED BY txn_by_date JOIN description d ON d.id = t.description_id
             JOIN payee p ON p.id = coalesce(t.payee_id, d.payee_id)
           WHERE t.deleted_change IS NULL AND t.date BETWEEN ? AND ? AND abs(t.amount_minor) BETWEEN ? AND ?
             AND t.transfer_id IS NULL
             AND NOT EXISTS (SELECT 1 FROM bill_occurrence o WHERE o.txn_id = t.id AND o.deleted_change IS NULL)`,
        )
        .all(from, to, least, most)
        .map((row) => ({
          id: idFromBytes(row.id),
          date: row.date,
          amountMinor: row.amount_minor,
          currency: row.currency,
          accountId: idFromBytes(row.account_id),
          payeeId: idFromBytes(row.payee_id),
          text: row.text,
        })),
    payment(id: string): { date: PlainDate; amountMinor: number } | null {
      const row = db
        .sql<{ date: string; amount_minor: number }>('SELECT date, amount_minor FROM txn WHERE id = ? AND deleted_change IS NULL')
        .get(idToBytes(id));
      return row ? { date: row.date, amountMinor: row.amount_minor } : null;
    },

    /** Bookings of payees that were met so seldom that they could send bills, by payee and day. */
    bookings: (from: PlainDate, most: number): PayeeBooking[] =>
      db
        .sql<PayeeBooking>(
          `WITH booked AS (
             SELECT t.date, t.amount_minor AS amount, t.currency, coalesce(t.payee_id, d.payee_id) AS payee, t.account_id AS account,
               t.category_id AS category, count(*) OVER (PARTITION BY coalesce(t.payee_id, d.payee_id), t.amount_minor < 0) AS times
             FROM txn t JOIN description d ON d.id = t.description_id
             WHERE t.deleted_change IS NULL AND t.date >= ? AND t.transfer_id IS NULL)
           SELECT date, amount, currency, payee, account, category FROM booked WHERE times BETWEEN 2 AND ? ORDER BY payee, date`,
        )
        .all(from, most),
    payeeName: (id: Uint8Array): string =>
      db.sql<{ name: string }>('SELECT name FROM payee WHERE id = ?').get(id)?.name ?? 'Unknown',
    dismissed: (): Set<string> =>
      new Set(
        db
          .sql<{ payee_id: Buffer; income: number }>('SELECT payee_id, income FROM bill_dismissal WHERE deleted_change IS NULL')
          .all()
          .map((row) => `${idFromBytes(row.payee_id)} ${row.income}`),
      ),
    kinds: (): Map<string, string> =>
      new Map(db.sql<{ id: string; kind: string }>('SELECT id, kind FROM category').all().map(({ id, kind }) => [id, kind])),
  };
}

function billOf(row: BillRow): StoredBill {
  return {
    id: idFromBytes(row.id),
    name: row.name,
    payeeId: idOrNull(row.payee_id),
    accountId: idOrNull(row.account_id),
    categoryId: row.category_id,
    currency: row.currency,
    amountMinor: row.amount_minor,
    amountMaxMinor: row.amount_max_minor,
    rule: scheduleRule.parse(JSON.parse(row.rule)),
    autopay: row.autopay === 1,
    remindDays: JSON.parse(row.remind_days) as number[],
    note: row.note,
    trialEndsOn: row.trial_ends_on,
    status: row.status,
    activeFrom: row.active_from,
  };
}

function dayOf(row: DayRow): StoredDay {
  return {
    id: row.id,
    billId: idFromBytes(row.bill_id),
    planned: row.planned,
    dueOn: row.due_on,
    state: row.state,
    transactionId: idOrNull(row.txn_id),
    paidOn: row.paid_on,
    amountMinor: row.amount_minor,
    snoozedUntil: row.snoozed_until,
  };
}

export type BillRepository = ReturnType<typeof createBillRepository>;
