/** Bookings as columns of numbers: they go to a worker without being copied, however many. */
import { createHash } from 'node:crypto';
import { fromDayNumber, toDayNumber, type PlainDate } from '#shared/dates.ts';
import type { BalanceBooking } from '../../ml/forecast/balance-forecast.ts';
import type { LedgerBooking } from '../../ml/forecast/ledger-forecast.ts';

export interface PackedBookings {
  readonly days: Int32Array<ArrayBuffer>;
  /** Minor units: whole numbers that a double holds exactly. */
  readonly amounts: Float64Array<ArrayBuffer>;
  /** Places in `payeeKeys` and `categoryKeys`. */
  readonly payees: Int32Array<ArrayBuffer>;
  readonly categories: Int32Array<ArrayBuffer>;
  /** 1: income; 2: a transfer. */
  readonly marks: Uint8Array<ArrayBuffer>;
  readonly payeeKeys: readonly string[];
  readonly categoryKeys: readonly string[];
}

export interface Booking {
  readonly date: PlainDate;
  readonly amountMinor: number;
  readonly payee: string;
  readonly category: string;
  readonly income: boolean;
  readonly transfer: boolean;
}

export function createPacker() {
  const days: number[] = [];
  const amounts: number[] = [];
  const payees: number[] = [];
  const categories: number[] = [];
  const marks: number[] = [];
  const payeeKeys = createKeys();
  const categoryKeys = createKeys();
  const dayNumbers = new Map<PlainDate, number>();
  return {
    add({ date, amountMinor, payee, category, income, transfer }: Booking): void {
      let day = dayNumbers.get(date);
      if (day === undefined) dayNumbers.set(date, (day = toDayNumber(date)));
      days.push(day);
      amounts.push(amountMinor);
      payees.push(payeeKeys.placeOf(payee));
      categories.push(categoryKeys.placeOf(category));
      marks.push((income ? 1 : 0) + (transfer ? 2 : 0));
    },
    pack: (): PackedBookings => ({
      days: Int32Array.from(days),
      amounts: Float64Array.from(amounts),
      payees: Int32Array.from(payees),
      categories: Int32Array.from(categories),
      marks: Uint8Array.from(marks),
      payeeKeys: payeeKeys.all,
      categoryKeys: categoryKeys.all,
    }),
  };
}

function createKeys() {
  const all: string[] = [];
  const places = new Map<string, number>();
  return {
    all,
    placeOf(key: string): number {
      let place = places.get(key);
      if (place === undefined) places.set(key, (place = all.push(key) - 1));
      return place;
    },
  };
}

/** Two lots with the same fingerprint hold the same bookings in the same order. */
export function fingerprintOf(packed: PackedBookings, more: string): string {
  const hash = createHash('sha256').update(more);
  for (const column of [packed.days, packed.amounts, packed.payees, packed.categories, packed.marks]) hash.update(column);
  return hash.update(JSON.stringify([packed.payeeKeys, packed.categoryKeys])).digest('hex').slice(0, 32);
}

export function unpackLedgerBookings(packed: PackedBookings): LedgerBooking[] {
  const dates = dateNames();
  return Array.from(packed.days, (day, at) => ({
    date: dates(day),
    amountMinor: packed.amounts[at] as number,
    payee: packed.payeeKeys[packed.payees[at] as number] as string,
    category: packed.categoryKeys[packed.categories[at] as number] as string,
    flow: (packed.marks[at] as number) & 1 ? ('income' as const) : ('spending' as const),
  }));
}

export function unpackBalanceBookings(packed: PackedBookings): BalanceBooking[] {
  const dates = dateNames();
  return Array.from(packed.days, (day, at) => ({
    date: dates(day),
    amountMinor: packed.amounts[at] as number,
    payee: packed.payeeKeys[packed.payees[at] as number] as string,
    transfer: ((packed.marks[at] as number) & 2) !== 0,
  }));
}

function dateNames(): (day: number) => PlainDate {
  const names = new Map<number, PlainDate>();
  return (day) => {
    let name = names.get(day);
    if (name === undefined) names.set(day, (name = fromDayNumber(day)));
    return name;
  };
}
