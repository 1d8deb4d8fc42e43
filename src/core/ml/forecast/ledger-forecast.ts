/**
 * A person's months ahead: total, categories and income. What recurs is put on its days as certain; the rest is
 * forecast from the months without it. A price change or a subscription that ended shows at once that way.
 */
import type { Booking } from '#core/domain/recurrence/detect-recurring.ts';
import { detectRecurring } from '#core/domain/recurrence/detect-recurring.ts';
import { expectedDates, type RecurringItem } from '#core/domain/recurrence/recurring-item.ts';
import { dayOf, lastDayOf, monthOf, shiftMonth, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import { combineTested, testMembers, type CombinedForecast, type TestedMember } from './combination.ts';
import { residualHistory, type Range } from './conformal.ts';
import type { Panel, PanelSeries, SeriesKind } from './forecaster.ts';
import { historySentence } from './history-sentence.ts';
import { combinationMembers } from './members.ts';
import { flowOf, monthlyPanel, type DatedAmount } from './monthly-panel.ts';

export interface LedgerBooking extends DatedAmount {
  /** Who was paid or paid; empty where that is not known, and then it does not count as recurring. */
  readonly payee: string;
}

export interface MonthForecast {
  readonly month: PlainMonth;
  /** Minor units, spending and income both positive: certain and modelled together. */
  readonly expected: number;
  /** Of that, what recurring items bring. */
  readonly certain: number;
  readonly range80: Range;
  readonly range95: Range;
}

export interface SeriesForecast {
  readonly id: string;
  readonly kind: SeriesKind;
  readonly months: readonly MonthForecast[];
  /** In plain words, what the forecast rests on. */
  readonly sentence: string;
  /** The complete months that are known, from `LedgerForecast.firstMonth` on. */
  readonly history: readonly number[];
  /** Share of each model in the forecast of what does not recur, by name. */
  readonly weights: Readonly<Record<string, number>>;
}

export interface LedgerForecast {
  /** Of the complete months that are known. */
  readonly firstMonth: PlainMonth;
  readonly series: readonly SeriesForecast[];
  /** All that recur and have not ended. */
  readonly recurring: readonly RecurringItem[];
}

export interface LedgerForecastOptions {
  readonly today: PlainDate;
  readonly horizon: number;
  readonly categories: number;
}

/** A ledger taken apart: what recurs, and the months of everything else. */
export interface PreparedLedger {
  readonly options: LedgerForecastOptions;
  /** The first month that is not known: the one that today lies in, unless today ends it. */
  readonly firstAhead: PlainMonth;
  readonly recurring: readonly RecurringItem[];
  /** All of it. */
  readonly whole: Panel;
  /** Without what recurs: this is what models see. */
  readonly rest: Panel;
  /** certain[series][month ahead], from recurring items. */
  readonly certain: readonly Float64Array[];
  /** What else the first month brought by today, by series. */
  readonly restSoFar: readonly number[];
}

/**
 * Forecasts the `horizon` months from the one that today lies in: it is not complete and so not known. Null without a
 * complete month.
 */
export function forecastLedger(rows: readonly LedgerBooking[], options: LedgerForecastOptions): LedgerForecast | null {
  const prepared = prepareLedger(rows, options);
  return prepared === null ? null : forecastPrepared(prepared, combinePrepared(prepared, testPrepared(prepared)));
}

/** Null without a complete month. */
export function prepareLedger(rows: readonly LedgerBooking[], options: LedgerForecastOptions): PreparedLedger | null {
  const { today, horizon, categories } = options;
  const past = rows.filter(({ date }) => date <= today);
  const whole = monthlyPanel(past, { categories, income: true, until: today });
  if (whole === null) return null;
  const firstAhead = shiftMonth(whole.firstMonth, whole.length);
  const known: Booking[] = past.map(({ date, amountMinor, payee }, at) => ({ date, amountMinor, key: payee === '' ? `unknown ${at}` : payee }));
  const recurring = detectRecurring(known, today).filter(({ state }) => state !== 'ended');
  return {
    options,
    firstAhead,
    recurring,
    whole,
    rest: withoutRecurring(whole, past, recurring),
    certain: certainAmounts(whole, past, recurring, firstAhead, horizon),
    restSoFar: restSoFar(whole, past, recurring, firstAhead),
  };
}

/** The quick models, tested on what does not recur. */
export function testPrepared({ rest, options }: PreparedLedger): TestedMember[] {
  return testMembers(combinationMembers, rest, options.horizon);
}

/** @param members tested on `prepared.rest` */
export function combinePrepared({ rest, options }: PreparedLedger, members: readonly TestedMember[]): CombinedForecast {
  return combineTested(rest, members, options.horizon);
}

export function forecastPrepared(prepared: PreparedLedger, { paths, test, weights }: CombinedForecast): LedgerForecast {
  const { options, whole, rest, certain, recurring, firstAhead } = prepared;
  const history = residualHistory(rest, test);
  const longestTested = test.horizon - 1;
  const toCome = shareToCome(options.today, firstAhead);
  return {
    firstMonth: whole.firstMonth,
    recurring,
    series: rest.series.map(({ id, kind }, at) => {
      const months = Array.from({ length: options.horizon }, (_, ahead): MonthForecast => {
        const modelled = paths[at]?.[ahead] ?? 0;
        const fixed = certain[at]?.[ahead] ?? 0;
        // Of the month that runs, what came is known, and only the days that are left are modelled.
        const left = ahead === 0 ? toCome : 1;
        const soFar = ahead === 0 ? (prepared.restSoFar[at] as number) : 0;
        const middle = soFar + modelled * left + fixed;
        const range = (share: number): Range => {
          const { low, high } = history.range(rest.length, at, Math.min(ahead, longestTested), modelled, share);
          const spread = Math.sqrt(left);
          return { low: Math.round(Math.max(soFar + fixed, middle + (low - modelled) * spread)), high: Math.round(middle + (high - modelled) * spread) };
        };
        return {
          month: shiftMonth(firstAhead, ahead),
          expected: Math.round(middle),
          certain: Math.round(fixed),
          range80: range(0.8),
          range95: range(0.95),
        };
      });
      const { values } = whole.series[at] as PanelSeries;
      return { id, kind, months, sentence: historySentence(values), history: Array.from(values), weights: weights[at] ?? {} };
    }),
  };
}

/** Of the month that runs, the share of its days that are still to come; 1 of a month that has not begun. */
function shareToCome(today: PlainDate, firstAhead: PlainMonth): number {
  if (monthOf(today) !== firstAhead) return 1;
  const days = dayOf(lastDayOf(firstAhead));
  return (days - dayOf(today)) / days;
}

/** The same series less what the recurring items brought to them. */
function withoutRecurring(whole: Panel, rows: readonly LedgerBooking[], recurring: readonly RecurringItem[]): Panel {
  const series = whole.series.map((one) => ({ ...one, values: one.values.slice() }));
  const months = new Map(Array.from({ length: whole.length }, (_, at) => [shiftMonth(whole.firstMonth, at), at]));
  for (const { bookings } of recurring) {
    for (const place of bookings) {
      const row = rows[place] as LedgerBooking;
      const at = months.get(monthOf(row.date));
      if (at === undefined) continue;
      for (const { id, kind, values } of series) {
        if (touches(id, kind, row)) values[at] = Math.max(0, (values[at] as number) - size(row));
      }
    }
  }
  return { ...whole, series };
}

/** certain[series][month ahead]. An item belongs to the category of its last booking. */
function certainAmounts(
  whole: Panel,
  rows: readonly LedgerBooking[],
  recurring: readonly RecurringItem[],
  firstAhead: PlainMonth,
  horizon: number,
): Float64Array[] {
  const certain = whole.series.map(() => new Float64Array(horizon));
  const months = new Map(Array.from({ length: horizon }, (_, ahead) => [shiftMonth(firstAhead, ahead), ahead]));
  const lastDay = lastDayOf(shiftMonth(firstAhead, horizon - 1));
  for (const item of recurring) {
    const last = rows[item.bookings.at(-1) as number] as LedgerBooking;
    const events = expectedDates(item, `${firstAhead}-01`, lastDay).map((date) => ({ ...last, date, amountMinor: item.amountMinor }));
    // What already came this month is certain too.
    for (const place of item.bookings) {
      const row = rows[place] as LedgerBooking;
      if (monthOf(row.date) >= firstAhead) events.push(row);
    }
    for (const event of events) {
      const ahead = months.get(monthOf(event.date));
      if (ahead === undefined) continue;
      for (const [at, { id, kind }] of whole.series.entries()) {
        if (!touches(id, kind, event)) continue;
        const amounts = certain[at] as Float64Array;
        amounts[ahead] = (amounts[ahead] as number) + size(event);
      }
    }
  }
  return certain;
}

/** What does not recur and came in the first month ahead, by series. */
function restSoFar(whole: Panel, rows: readonly LedgerBooking[], recurring: readonly RecurringItem[], firstAhead: PlainMonth): number[] {
  const places = new Set(recurring.flatMap(({ bookings }) => bookings));
  const sums = whole.series.map(() => 0);
  for (const [place, row] of rows.entries()) {
    if (places.has(place) || monthOf(row.date) < firstAhead) continue;
    for (const [at, { id, kind }] of whole.series.entries()) {
      if (touches(id, kind, row)) sums[at] = (sums[at] as number) + size(row);
    }
  }
  return sums.map((sum) => Math.max(0, sum));
}

function touches(id: string, kind: SeriesKind, row: LedgerBooking): boolean {
  if (flowOf(row) === 'income') return kind === 'income';
  return kind === 'total' || (kind === 'category' && id === row.category);
}

/** What a booking adds to its series: spending counts money out as positive. */
function size(row: LedgerBooking): number {
  return flowOf(row) === 'income' ? row.amountMinor : -row.amountMinor;
}
