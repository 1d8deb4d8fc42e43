/** Bills: what is due when, what was paid by which transaction, and what of it a person decided. */
import type { Bill, BillInput, BillOccurrence } from '#shared/contract/bills.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { describeSchedule } from '#shared/describe-schedule.ts';
import { addDays, daysBetween, type PlainDate } from '#shared/dates.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { dueDays, missedBetween, remindersDue, type DueDay, type DueReminder } from '../../domain/bills/bill-calendar.ts';
import { matchCost, matchPayments, pairKey, type OpenDay } from '../../domain/bills/match-payments.ts';
import { nextOccurrence, occurrences } from '../../domain/schedule/occurrences.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { billCalendar, billList } from './calendar-file.ts';
import { billProposals, payeeKey } from './proposals.ts';
import { createBillRepository, type StoredBill, type StoredDay } from './repository.ts';
import { yearlyOf } from './yearly-cost.ts';

/** Payments are looked for so far back; what is older and open was paid otherwise, or not at all. */
const MATCH_BACK_DAYS = 45;
/** A new bill looks for its payments of the last year, for its history. */
const HISTORY_DAYS = 400;
const DAYS_EARLY = 7;
const DAYS_LATE = 20;
const YEAR_DAYS = 364;
const MOST_DAYS = 732;
const MOST_CANDIDATES = 8;
/** Amounts around the expected one that a payment of the same payee may have. */
const LEAST_SHARE = 0.6;
const MOST_SHARE = 1.45;
/** What counts as another price, and not as another cent. */
const PRICE_CHANGE = 0.01;

export interface BillReminder extends DueReminder {
  name: string;
  amountMinor: number;
  currency: string;
  autopay: boolean;
}

export function createBillService(ledger: Ledger, clock: Clock) {
  const reading = createBillRepository(ledger.read);

  const daysByBill = () => Map.groupBy(reading.days(), ({ billId }) => billId);
  const requireBill = (id: string, from = reading): StoredBill => {
    const bill = from.bill(id);
    if (!bill) throw new DomainError('NOT_FOUND', 'That bill is not there any more.');
    return bill;
  };
  const between = (from: PlainDate, to: PlainDate): BillOccurrence[] => {
    const settled = daysByBill();
    return reading
      .bills()
      .flatMap((bill) => dueDays(bill, settled.get(bill.id) ?? [], from, to, clock.today()).map((day) => occurrenceOf(bill, day)))
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.name.localeCompare(b.name)));
  };

  /** Writes down what became of a due day: its row is made or changed. */
  const writeDay = (writer: Writer, bill: StoredBill, planned: PlainDate, columns: Row): void => {
    const known = createBillRepository(writer.db).day(bill.id, planned);
    const dueOn = known?.dueOn ?? dueOnOf(bill, planned);
    if (known) writer.update('bill_occurrence', known.id, columns);
    else {
      const empty = { state: 'open', txn_id: null, paid_on: null, amount_minor: null, snoozed_until: null };
      writer.insert('bill_occurrence', { id: newIdBytes(clock.now().getTime()), bill_id: idToBytes(bill.id), planned, due_on: dueOn, ...empty, ...columns });
    }
  };
  const changeDay = async (label: string, billId: string, planned: PlainDate, columns: (writer: Writer, bill: StoredBill) => Row) => {
    const { change } = await ledger.commit({ label: `${label} ${requireBill(billId).name}` }, (writer) => {
      const bill = requireBill(billId, createBillRepository(writer.db));
      writeDay(writer, bill, planned, columns(writer, bill));
    });
    return change;
  };

  /** Due days that are open, with what a payment of them would look like. */
  const openDays = (bills: readonly StoredBill[], from: PlainDate, to: PlainDate): OpenDay[] => {
    const settled = daysByBill();
    return bills.flatMap((bill) =>
      dueDays(bill, settled.get(bill.id) ?? [], from, to, clock.today())
        .filter(({ state }) => state !== 'paid' && state !== 'skipped')
        .map((day) => openDay(bill, day)),
    );
  };
  const paymentsFor = (days: readonly OpenDay[]) => {
    const dates = days.map(({ dueOn }) => dueOn).sort();
    const sizes = days.flatMap(({ amountMinor, amountMaxMinor }) => [Math.abs(amountMinor), Math.abs(amountMaxMinor ?? amountMinor)]);
    const [first, last] = [dates[0] as string, dates.at(-1) as string];
    return reading.payments(addDays(first, -DAYS_EARLY), addDays(last, DAYS_LATE), Math.floor(Math.min(...sizes) * LEAST_SHARE), Math.ceil(Math.max(...sizes) * MOST_SHARE));
  };
  const matched = (days: readonly OpenDay[]) => {
    if (days.length === 0) return [];
    const declined = new Set(reading.declined().map(({ billId, transactionId }) => pairKey(billId, transactionId)));
    return matchPayments(days, paymentsFor(days), declined);
  };
  const writeMatches = (writer: Writer, matches: ReturnType<typeof matched>): void => {
    for (const { day, payment } of matches) {
      const bill = createBillRepository(writer.db).bill(day.billId);
      if (!bill || createBillRepository(writer.db).dayOfTransaction(payment.id)) continue;
      const paid = { state: 'paid', txn_id: idToBytes(payment.id), paid_on: payment.date, amount_minor: payment.amountMinor };
      writeDay(writer, bill, day.planned, paid);
    }
  };

  return {
    list(): Bill[] {
      const today = clock.today();
      const settled = daysByBill();
      const bills = reading.bills().map((bill): Bill => {
        const days = settled.get(bill.id) ?? [];
        const next = dueDays(bill, days, addDays(today, -MATCH_BACK_DAYS), addDays(today, MOST_DAYS), today).find(({ state }) => state === 'due' || state === 'late');
        const paid = days.filter(({ state, amountMinor }) => state === 'paid' && amountMinor !== null);
        const last = paid.at(-1);
        const changedAt = paid.findLastIndex((day, at) => at > 0 && isOtherPrice(paid[at - 1]?.amountMinor as number, day.amountMinor as number));
        const changed = paid[changedAt];
        const { activeFrom: _, ...shown } = bill;
        return {
          ...shown,
          says: describeSchedule(bill.rule),
          nextDueOn: next?.dueOn ?? null,
          yearlyMinor: bill.status === 'active' ? yearlyOf(bill, today) : 0,
          lastPaid: last ? { on: last.paidOn ?? last.dueOn, amountMinor: last.amountMinor as number } : null,
          priceChange: changed
            ? { on: changed.paidOn ?? changed.dueOn, fromMinor: paid[changedAt - 1]?.amountMinor as number, toMinor: changed.amountMinor as number }
            : null,
        };
      });
      return bills.sort((a, b) => ((a.nextDueOn ?? '9') < (b.nextDueOn ?? '9') ? -1 : 1));
    },

    occurrences(from: PlainDate, to: PlainDate): BillOccurrence[] {
      if (daysBetween(from, to) > MOST_DAYS) throw new DomainError('INVALID', 'Look at two years at the most.', 'to');
      return between(from, to);
    },

    history(id: string): BillOccurrence[] {
      const bill = requireBill(id);
      const today = clock.today();
      const settled = daysByBill().get(id) ?? [];
      const from = settled[0]?.dueOn ?? bill.activeFrom;
      return dueDays(bill, settled, from < bill.activeFrom ? from : bill.activeFrom, addDays(today, 366), today)
        .map((day) => occurrenceOf(bill, day))
        .reverse();
    },

    async create(input: BillInput) {
      checkRange(input);
      const id = newIdBytes(clock.now().getTime());
      const activeFrom = clock.today() < input.rule.start ? clock.today() : input.rule.start > addDays(clock.today(), -MATCH_BACK_DAYS) ? input.rule.start : clock.today();
      const { change } = await ledger.commit({ label: `Added the bill ${input.name}` }, (writer) => {
        writer.insert('bill', { id, status: 'active', active_from: activeFrom, ...columnsOf(input) });
        const bill = requireBill(idFromBytes(id), createBillRepository(writer.db));
        writeMatches(writer, matched(pastDays(bill, clock.today())));
      });
      return { ...change, id: idFromBytes(id) };
    },

    async update(id: string, patch: Partial<BillInput>) {
      const bill = requireBill(id);
      checkRange({ ...bill, ...patch });
      const { change } = await ledger.commit({ label: `Changed the bill ${bill.name}` }, (writer) =>
        writer.update('bill', idToBytes(id), columnsOf(patch)),
      );
      return change;
    },

    async setStatus(id: string, status: StoredBill['status']) {
      const bill = requireBill(id);
      const said = { active: 'Resumed', paused: 'Paused', cancelled: 'Cancelled' }[status];
      const { change } = await ledger.commit({ label: `${said} the bill ${bill.name}` }, (writer) =>
        // What fell due in a pause is not asked for afterwards.
        writer.update('bill', idToBytes(id), { status, ...(status === 'active' && bill.status !== 'active' ? { active_from: clock.today() } : {}) }),
      );
      return change;
    },

    async remove(id: string) {
      const { name } = requireBill(id);
      const { change } = await ledger.commit({ label: `Deleted the bill ${name}` }, (writer) => {
        for (const day of createBillRepository(writer.db).days()) if (day.billId === id) writer.remove('bill_occurrence', day.id);
        writer.remove('bill', idToBytes(id));
      });
      return change;
    },

    markPaid(billId: string, planned: PlainDate, transactionId: string | null, paidOn: PlainDate | null) {
      return changeDay('Paid', billId, planned, (writer, bill) => {
        if (transactionId === null) return { state: 'paid', txn_id: null, paid_on: paidOn ?? clock.today(), amount_minor: bill.amountMinor };
        const rows = createBillRepository(writer.db);
        const payment = rows.payment(transactionId);
        if (!payment) throw new DomainError('NOT_FOUND', 'That transaction is not there any more.', 'transactionId');
        const other = rows.dayOfTransaction(transactionId);
        if (other && (other.billId !== billId || other.planned !== planned)) {
          throw new DomainError('CONFLICT', 'This transaction pays another bill already.', 'transactionId');
        }
        return { state: 'paid', txn_id: idToBytes(transactionId), paid_on: payment.date, amount_minor: payment.amountMinor };
      });
    },

    skip: (billId: string, planned: PlainDate) => changeDay('Skipped', billId, planned, () => ({ state: 'skipped', txn_id: null, paid_on: null, amount_minor: null })),

    snooze(billId: string, planned: PlainDate, until: PlainDate) {
      if (until <= clock.today()) throw new DomainError('INVALID', 'Put it off to a day that is still to come.', 'until');
      return changeDay('Put off', billId, planned, () => ({ snoozed_until: until }));
    },

    /** The row goes, so that its transaction is known to be declined and does not come back by itself. */
    async reopen(billId: string, planned: PlainDate) {
      const { name } = requireBill(billId);
      const { change } = await ledger.commit({ label: `Opened again: ${name}` }, (writer) => {
        const day = createBillRepository(writer.db).day(billId, planned);
        if (!day) throw new DomainError('NOT_FOUND', 'Nothing is written down of that day.');
        writer.remove('bill_occurrence', day.id);
      });
      return change;
    },

    candidates(billId: string, planned: PlainDate) {
      const bill = requireBill(billId);
      const day = openDay(bill, { planned, dueOn: dueOnOf(bill, planned), state: 'due', settled: null });
      return paymentsFor([day])
        .filter((payment) => payment.currency === bill.currency && payment.amountMinor < 0 === bill.amountMinor < 0)
        .map((payment) => ({ payment, cost: matchCost(day, payment) ?? 10 + Math.abs(daysBetween(day.dueOn, payment.date)) }))
        .sort((a, b) => a.cost - b.cost)
        .slice(0, MOST_CANDIDATES)
        .map(({ payment: { id, date, amountMinor, currency, payeeId } }) => ({ id, date, amountMinor, currency, payee: reading.payeeName(idToBytes(payeeId)) }));
    },

    payeeOf: (id: string): string | null => reading.bill(id)?.payeeId ?? null,

    proposals: () =>
      billProposals(
        reading,
        new Set(reading.bills().flatMap(({ payeeId, amountMinor }) => (payeeId === null ? [] : [payeeKey(payeeId, amountMinor)]))),
        clock.today(),
      ),

    async dismiss(payeeId: string, income: boolean) {
      const { change } = await ledger.commit({ label: 'Dismissed a bill that was found' }, (writer) =>
        writer.insert('bill_dismissal', { id: newIdBytes(clock.now().getTime()), payee_id: idToBytes(payeeId), income: income ? 1 : 0 }),
      );
      return change;
    },

    export(format: 'ics' | 'csv') {
      const today = clock.today();
      const days = between(today, addDays(today, YEAR_DAYS)).filter(({ state }) => state !== 'paid' && state !== 'skipped');
      if (format === 'csv') return { name: `bills-${today}.csv`, text: billList(days) };
      const remindDays = new Map(reading.bills().map(({ id, remindDays: each }) => [id, each]));
      return { name: 'bills.ics', text: billCalendar(days, remindDays, clock.now()) };
    },

    /** Finds payments of open bills among the transactions; one entry of history for all. Answers how many were found. */
    async matchNow(): Promise<number> {
      const today = clock.today();
      const bills = reading.bills().filter(({ status }) => status === 'active');
      if (bills.length === 0) return 0;
      const matches = matched(openDays(bills, addDays(today, -MATCH_BACK_DAYS), addDays(today, DAYS_EARLY)));
      if (matches.length === 0) return 0;
      const label = matches.length === 1 ? `Found the payment of ${matches[0]?.day.name ?? 'a bill'}` : `Found the payments of ${matches.length} bills`;
      await ledger.commit({ label }, (writer) => writeMatches(writer, matches));
      return matches.length;
    },

    /** For reminders: what is to be said on the days from `since` to `today`. See remindersDue. */
    reminders(since: PlainDate, today: PlainDate): BillReminder[] {
      const settled = daysByBill();
      return reading.bills().flatMap((bill) =>
        remindersDue(bill, settled.get(bill.id) ?? [], since, today).map((reminder) => ({ ...reminder, ...told(bill) })),
      );
    },

    /** For reminders: due days that came to be missed from `since` to `today`. */
    missed(since: PlainDate, today: PlainDate): (Omit<BillReminder, 'daysBefore' | 'on'>)[] {
      const settled = daysByBill();
      return reading.bills().flatMap((bill) =>
        missedBetween(bill, settled.get(bill.id) ?? [], since, today).map(({ planned, dueOn }) => ({ billId: bill.id, planned, dueOn, ...told(bill) })),
      );
    },
  };
}

export type BillService = ReturnType<typeof createBillService>;

function told({ name, amountMinor, currency, autopay }: StoredBill) {
  return { name, amountMinor, currency, autopay };
}

/** The days of a bill before it was here: for its history only, so what is not found there is not missed. */
function pastDays(bill: StoredBill, today: PlainDate): OpenDay[] {
  const start = addDays(today, -HISTORY_DAYS);
  const rule = bill.rule.start < start ? bill.rule : { ...bill.rule, start: earlierStart(bill.rule, start) };
  return occurrences({ ...rule, end: { kind: 'never' } }, start, addDays(today, DAYS_EARLY)).map(({ planned, date }) =>
    openDay(bill, { planned, dueOn: date, state: 'due', settled: null }),
  );
}

/** The same rhythm, begun whole periods before. */
function earlierStart({ start, rhythm }: StoredBill['rule'], wanted: PlainDate): PlainDate {
  if (rhythm.unit === 'day' || rhythm.unit === 'week') {
    const period = rhythm.every * (rhythm.unit === 'week' ? 7 : 1);
    return addDays(start, -Math.ceil(Math.max(0, daysBetween(wanted, start)) / period) * period);
  }
  const months = rhythm.every * (rhythm.unit === 'year' ? 12 : 1);
  let steps = 0;
  let found = start;
  while (found > wanted && steps < 600) found = addMonthsTo(start, -(steps += 1) * months);
  return found;
}

function addMonthsTo(date: PlainDate, months: number): PlainDate {
  const at = new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months, 1));
  return at.toISOString().slice(0, 10);
}

function openDay(bill: StoredBill, { planned, dueOn }: DueDay): OpenDay {
  const next = nextOccurrence(bill.rule, addDays(dueOn, 1));
  return {
    billId: bill.id,
    planned,
    dueOn,
    name: bill.name,
    payeeId: bill.payeeId,
    accountId: bill.accountId,
    currency: bill.currency,
    amountMinor: bill.amountMinor,
    amountMaxMinor: bill.amountMaxMinor,
    periodDays: next ? daysBetween(dueOn, next.date) : 30,
  };
}

/** Where the rule moved a planned day to. */
function dueOnOf({ rule }: StoredBill, planned: PlainDate): PlainDate {
  return occurrences(rule, addDays(planned, -14), addDays(planned, 14)).find((each) => each.planned === planned)?.date ?? planned;
}

function occurrenceOf(bill: StoredBill, { planned, dueOn, state, settled }: DueDay<StoredDay>): BillOccurrence {
  const paidMinor = state === 'paid' ? (settled?.amountMinor ?? null) : null;
  return {
    billId: bill.id,
    name: bill.name,
    planned,
    dueOn,
    amountMinor: paidMinor ?? bill.amountMinor,
    amountMaxMinor: paidMinor === null ? bill.amountMaxMinor : null,
    currency: bill.currency,
    categoryId: bill.categoryId,
    accountId: bill.accountId,
    autopay: bill.autopay,
    state,
    paidOn: settled?.paidOn ?? null,
    transactionId: settled?.transactionId ?? null,
    snoozedUntil: settled?.snoozedUntil ?? null,
    amountChanged: paidMinor !== null && bill.amountMaxMinor === null && isOtherPrice(bill.amountMinor, paidMinor),
  };
}

function isOtherPrice(one: number, other: number): boolean {
  return Math.abs(one - other) > PRICE_CHANGE * Math.abs(one);
}

function checkRange({ amountMinor, amountMaxMinor }: Pick<BillInput, 'amountMinor' | 'amountMaxMinor'>): void {
  if (amountMaxMinor === null) return;
  if (amountMaxMinor < 0 !== amountMinor < 0 || Math.abs(amountMaxMinor) < Math.abs(amountMinor)) {
    throw new DomainError('INVALID', 'The second amount is the larger one, with the same sign.', 'amountMaxMinor');
  }
}

function columnsOf(input: Partial<BillInput>): Row {
  const bytes = (id: string | null | undefined) => (id == null ? (id as null | undefined) : idToBytes(id));
  const columns = {
    name: input.name,
    payee_id: bytes(input.payeeId),
    account_id: bytes(input.accountId),
    category_id: input.categoryId,
    currency: input.currency,
    amount_minor: input.amountMinor,
    amount_max_minor: input.amountMaxMinor,
    rule: input.rule && JSON.stringify(input.rule),
    autopay: input.autopay === undefined ? undefined : input.autopay ? 1 : 0,
    remind_days: input.remindDays && JSON.stringify(input.remindDays),
    note: input.note,
    trial_ends_on: input.trialEndsOn,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Row;
}
