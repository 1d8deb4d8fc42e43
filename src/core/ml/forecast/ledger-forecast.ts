/**
 * A person's months ahead: total, categories and income. What recurs is put on its days as certain; the rest is
 * forecast from the months without it. A price change or a subscription that ended shows at once that way.
 */
import type { Booking } from '#core/domain/recurrence/detect-recurring.ts';
import { detectRecurring } from '#core/domain/recurrence/detect-recurring.ts';
import { expectedDates, type RecurringItem } from '#core/domain/recurrence/recurring-item.ts';
import { lastDayOf, monthOf, shiftMonth, type PlainDate, type PlainMonth } from '#shared/dates.ts';
import { testRange } from './combination.ts';
import { residualHistory, type Range } from './conformal.ts';
import type { Panel, PanelSeries, SeriesKind } from './forecaster.ts';
import { historySentence } from './history-sentence.ts';
import { combination } from './members.ts';
import { monthlyPanel, type DatedAmount } from './monthly-panel.ts';

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
}

export interface LedgerForecast {
  readonly series: readonly SeriesForecast[];
  /** All that recur and have not ended. */
  readonly recurring: readonly RecurringItem[];
}

export interface LedgerForecastOptions {
  readonly today: PlainDate;
  readonly horizon: number;
  readonly categories: number;
}

/**
 * Forecasts the `horizon` months from the one that today lies in: it is not complete and so not known. Null without a
 * complete month.
 */
export function forecastLedger(
  rows: readonly LedgerBooking[],
  { today, horizon, categories }: LedgerForecastOptions,
): LedgerForecast | null {
  const past = rows.filter(({ date }) => date <= today);
  const whole = monthlyPanel(past, { categories, income: true, until: today });
  if (whole === null) return null;
  const firstAhead = shiftMonth(whole.firstMonth, whole.length);
  const known: Booking[] = past.map(({ date, amountMinor, payee }, at) => ({ date, amountMinor, key: payee === '' ? `unknown ${at}` : payee }));
  const recurring = detectRecurring(known, today).filter(({ state }) => state !== 'ended');
  const rest = withoutRecurring(whole, past, recurring);
  const certain = certainAmounts(whole, past, recurring, firstAhead, horizon);
  const paths = combination.fit(rest).predict(horizon);
  const history = residualHistory(rest, combination.backtest(rest, testRange({ firstOrigin: rest.length, horizon: 3 })));
  const longestTested = 2;
  return {
    recurring,
    series: rest.series.map(({ id, kind }, at) => {
      const months = Array.from({ length: horizon }, (_, ahead): MonthForecast => {
        const modelled = paths[at]?.[ahead] ?? 0;
        const fixed = certain[at]?.[ahead] ?? 0;
        const range = (share: number): Range => {
          const { low, high } = history.range(rest.length, at, Math.min(ahead, longestTested), modelled, share);
          return { low: Math.round(low + fixed), high: Math.round(high + fixed) };
        };
        return {
          month: shiftMonth(firstAhead, ahead),
          expected: Math.round(modelled + fixed),
          certain: Math.round(fixed),
          range80: range(0.8),
          range95: range(0.95),
        };
      });
      return { id, kind, months, sentence: historySentence((whole.series[at] as PanelSeries).values) };
    }),
  };
}

/** The same series less what the recurring items brought to them. */
function withoutRecurring(whole: Panel, rows: readonly LedgerBooking[], recurring: readonly RecurringItem[]): Panel {
  const series = whole.series.map((one) => ({ ...one, values: one.values.slice() }));
  const months = new Map(Array.from({ length: whole.length }, (_, at) => [shiftMonth(whole.firstMonth, at), at]));
  for (const { bookings } of recurring) {
    for (const place of bookings) {
      const { date, amountMinor, category } = rows[place] as LedgerBooking;
      const at = months.get(monthOf(date));
      if (at === undefined) continue;
      for (const { id, kind, values } of series) {
        if (touches(id, kind, category, amountMinor)) values[at] = (values[at] as number) - Math.abs(amountMinor);
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
    const { category } = rows[item.bookings.at(-1) as number] as LedgerBooking;
    const events = expectedDates(item, `${firstAhead}-01`, lastDay).map((date) => ({ date, amountMinor: item.amountMinor }));
    // What already came this month is certain too.
    for (const place of item.bookings) {
      const { date, amountMinor } = rows[place] as LedgerBooking;
      if (monthOf(date) >= firstAhead) events.push({ date, amountMinor });
    }
    for (const { date, amountMinor } of events) {
      const ahead = months.get(monthOf(date));
      if (ahead === undefined) continue;
      for (const [at, { id, kind }] of whole.series.entries()) {
        if (!touches(id, kind, category, amountMinor)) continue;
        const amounts = certain[at] as Float64Array;
        amounts[ahead] = (amounts[ahead] as number) + Math.abs(amountMinor);
      }
    }
  }
  return certain;
}

function touches(id: string, kind: SeriesKind, category: string, amountMinor: number): boolean {
  if (amountMinor >= 0) return kind === 'income';
  return kind === 'total' || (kind === 'category' && id === category);
}
