/** What would have been forecast for months that are known by now, from what was known on the day before each began. */
import { lastDayOf, shiftMonth, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import type { Range } from './conformal.ts';
import type { SeriesKind } from './forecaster.ts';
import { forecastLedger, type LedgerBooking } from './ledger-forecast.ts';

export interface ReplayedMonth {
  readonly month: PlainMonth;
  readonly madeOn: PlainDate;
  readonly id: string;
  readonly kind: SeriesKind;
  readonly expected: number;
  readonly range80: Range;
  readonly range95: Range;
}

/** Complete months that must be known before the first replayed one. */
const leastKnown = 6;

export interface ReplayOptions {
  readonly firstMonth: PlainMonth;
  /** The first month that is not known. */
  readonly firstAhead: PlainMonth;
  /** How many months back, at most. */
  readonly months: number;
  readonly categories: number;
}

/** Oldest first; empty for a short history. */
export function replayForecasts(
  rows: readonly LedgerBooking[],
  { firstMonth, firstAhead, months, categories }: ReplayOptions,
  onProgress: (done: number, total: number) => void = () => undefined,
): ReplayedMonth[] {
  const earliest = shiftMonth(firstMonth, leastKnown);
  const replayed: ReplayedMonth[] = [];
  for (let back = months; back >= 1; back--) {
    const month = shiftMonth(firstAhead, -back);
    if (month < earliest) continue;
    const madeOn = lastDayOf(shiftMonth(month, -1));
    const forecast = forecastLedger(rows, { today: madeOn, horizon: 1, categories });
    for (const { id, kind, months: ahead } of forecast?.series ?? []) {
      const [first] = ahead;
      if (first) replayed.push({ month, madeOn, id, kind, expected: first.expected, range80: first.range80, range95: first.range95 });
    }
    onProgress(months - back + 1, months);
  }
  return replayed;
}
