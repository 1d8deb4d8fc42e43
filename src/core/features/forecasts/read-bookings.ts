/** The bookings of a ledger in one currency, read some at a time so that nobody waits for it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fromDayNumber, lastDayOf, monthOf, toDayNumber, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import { convertMinor, type Rate } from '../../domain/currencies/rate.ts';
import { createPacker, type PackedBookings } from './packed-bookings.ts';
import type { AccountFlowRow, createForecastRepository, ForecastAccount } from './repository.ts';

export interface ReadBookings {
  bookings: PackedBookings;
  /** Currencies without a rate, whose bookings are not among them. */
  leftOut: string[];
  /** The day up to which the ledger is known: today, or that of the last booking when it is long ago. */
  knownUntil: PlainDate;
}

/**
 * After so many days without a booking, and twice as long as it was ever silent in the year before, nobody has told the
 * ledger what came: these are no days without spending.
 */
const SILENT_DAYS = 7;
const SILENT_TIMES = 2;
const YEAR_DAYS = 366;

interface ReadContext {
  reading: ReturnType<typeof createForecastRepository>;
  from: PlainMonth;
  today: PlainDate;
  currency: string;
  rates: () => RateBook;
}

/**
 * What was spent and what came in, by category. As on the dashboard: transfers are neither, money back from a shop lowers
 * what was spent there, and a month is converted at the rate of its last day.
 */
export async function readFlows(context: ReadContext): Promise<ReadBookings> {
  const { reading, from } = context;
  const categories = reading.categories();
  const convert = converter(context);
  const packer = createPacker();
  for (const window of reading.windows(from)) {
    for (const { date, amount, currency, category, payee } of reading.flows(window)) {
      const kind = category === null ? undefined : categories.get(category)?.kind;
      if (kind === 'transfer') continue;
      const amountMinor = convert.amount(amount, currency, date);
      if (amountMinor === null) continue;
      const income = kind === 'income' || (kind === undefined && amount > 0);
      packer.add({ date, amountMinor, payee: payee.toString('hex'), category: category ?? '', income, transfer: false });
    }
    await nextTurn();
  }
  return readOut(packer.pack(), convert.leftOut(), context.today);
}

/** What moved some accounts, without the moves between them. */
export async function readAccountFlows(context: ReadContext, accounts: readonly ForecastAccount[]): Promise<ReadBookings> {
  const { reading, from } = context;
  const categories = reading.categories();
  const convert = converter(context);
  const rows: AccountFlowRow[] = [];
  const legs = new Map<string, number>();
  for (const window of reading.windows(from)) {
    for (const { id } of accounts) {
      for (const row of reading.accountFlows(id, window)) {
        rows.push(row);
        if (row.transfer_id === null) continue;
        const key = row.transfer_id.toString('hex');
        legs.set(key, (legs.get(key) ?? 0) + 1);
      }
    }
    await nextTurn();
  }
  const packer = createPacker();
  for (const { date, amount, currency, category, payee, transfer_id } of rows) {
    if (transfer_id !== null && (legs.get(transfer_id.toString('hex')) ?? 0) > 1) continue;
    const amountMinor = convert.amount(amount, currency, date);
    if (amountMinor === null) continue;
    const transfer = transfer_id !== null || (category !== null && categories.get(category)?.kind === 'transfer');
    packer.add({ date, amountMinor, payee: payee.toString('hex'), category: '', income: amount > 0, transfer });
  }
  return readOut(packer.pack(), convert.leftOut(), context.today);
}

function readOut(bookings: PackedBookings, leftOut: string[], today: PlainDate): ReadBookings {
  const now = toDayNumber(today);
  const days = new Set(bookings.days.filter((day) => day <= now));
  // Not all at once through Math.max, which takes so many arguments only.
  const last = [...days].reduce((latest, day) => Math.max(latest, day), -Infinity);
  const year = [...days].filter((day) => day >= last - YEAR_DAYS).sort((a, b) => a - b);
  const longest = year.reduce((gap, day, at) => Math.max(gap, day - (year[at - 1] ?? day)), 0);
  const isSilent = year.length > 1 && now - last > Math.max(SILENT_DAYS, SILENT_TIMES * longest);
  return { bookings, leftOut, knownUntil: isSilent ? fromDayNumber(last) : today };
}

function converter({ currency: to, today, rates }: ReadContext) {
  const found = new Map<string, Rate | null>();
  const missing = new Set<string>();
  let book: RateBook | undefined;
  return {
    amount(amountMinor: number, from: string, date: PlainDate): number | null {
      if (from === to) return amountMinor;
      const month = monthOf(date);
      const key = `${from} ${month}`;
      let rate = found.get(key);
      if (rate === undefined) {
        book ??= rates();
        rate = book.find(from, to, lastDayOf(month) < today ? lastDayOf(month) : today)?.exact ?? null;
        found.set(key, rate);
      }
      if (rate === null) {
        missing.add(from);
        return null;
      }
      return convertMinor(amountMinor, rate, from, to);
    },
    leftOut: (): string[] => [...missing].sort(),
  };
}
