import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { currency, id, minor, month, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

const seriesKind = z.enum(['total', 'category', 'income']);
export type ForecastKind = z.infer<typeof seriesKind>;

const range = z.object({ low: minor, high: minor });

export const forecastMonth = z.object({
  month,
  /** Spending and income are both positive. */
  expectedMinor: minor,
  /** Of that, what recurs or, in the month that runs, has come. */
  certainMinor: minor,
  range80: range,
  range95: range,
});
export type ForecastMonth = z.infer<typeof forecastMonth>;

export const forecastSeries = z.object({
  kind: seriesKind,
  /** Null for the total, for income and for what has no category. */
  categoryId: z.string().nullable(),
  name: z.string(),
  color: z.string().nullable(),
  /** Complete months, from `firstMonth` on. */
  historyMinor: z.array(minor),
  /** The first that is not known whole comes first. */
  ahead: z.array(forecastMonth),
  /** In words, what the forecast rests on. */
  sentence: z.string(),
  /** Largest first; they sum to 1. */
  weights: z.array(z.object({ model: z.string(), share: z.number() })),
});
export type ForecastSeries = z.infer<typeof forecastSeries>;

/** A forecast of a month that is over, and what came. */
export const pastForecast = z.object({
  month,
  kind: seriesKind,
  categoryId: z.string().nullable(),
  madeOn: plainDate,
  /** False: worked out afterwards, from what was known on that day. */
  kept: z.boolean(),
  expectedMinor: minor,
  range80: range,
  range95: range,
  cameMinor: minor,
});
export type PastForecast = z.infer<typeof pastForecast>;

export const forecastScore = z.object({
  model: z.string(),
  kind: seriesKind,
  /** Mean absolute error by how much a month usually differs from the one before; null: it had nothing to say. */
  mase: z.number().nullable(),
  missMinor: minor.nullable(),
  /** Its error by that of the median of twelve months, on the same months: below 1 is better. */
  againstMedian: z.number().nullable(),
  tested: z.int(),
  /** Its share in the forecasts of that kind. */
  weight: z.number(),
});
export type ForecastScore = z.infer<typeof forecastScore>;

export const forecastOutlook = z.object({
  currency,
  today: plainDate,
  /** Today; or the day of the last booking when it has been silent for unusually long: what follows is forecast from there. */
  knownUntil: plainDate,
  /** `quick`: without Prophet and the LSTM, which are still to be heard. */
  stage: z.enum(['quick', 'refined']),
  /** What the slow models have done so far; null when they are not at work. */
  refining: z.object({ done: z.int(), total: z.int() }).nullable(),
  /** Slow models that cannot run here. */
  unavailable: z.array(z.string()),
  firstMonth: month,
  /** The total, income, then categories from large to small. */
  series: z.array(forecastSeries),
  /** Oldest first. */
  past: z.array(pastForecast),
  scores: z.array(forecastScore),
  /** Currencies that are not counted because no rate is known. */
  leftOut: z.array(currency),
});
export type ForecastOutlook = z.infer<typeof forecastOutlook>;

export const cashFlowDay = z.object({
  date: plainDate,
  expectedMinor: minor,
  range80: range,
  range95: range,
  /** How far off forecasts for so many days ahead typically were. */
  doubtMinor: minor,
});
export type CashFlowDay = z.infer<typeof cashFlowDay>;

export const cashFlowEvent = z.object({
  date: plainDate,
  name: z.string(),
  payeeId: id.nullable(),
  amountMinor: minor,
  /** `booked`: in the ledger already; `bill`: a bill that is known; `recurring`: found in the history. */
  source: z.enum(['booked', 'bill', 'recurring']),
  /** The recurring item it belongs to. */
  itemId: z.string().nullable(),
  /** When it should have come, if that was before today. */
  dueSince: plainDate.nullable(),
});
export type CashFlowEvent = z.infer<typeof cashFlowEvent>;

export const recurringPayment = z.object({
  /** Holds as long as the payee and the rhythm do. */
  id: z.string(),
  name: z.string(),
  payeeId: id.nullable(),
  amountMinor: minor,
  period: z.object({ unit: z.enum(['day', 'month']), count: z.int() }),
  next: plainDate.nullable(),
  last: plainDate,
  late: z.boolean(),
  times: z.int(),
});
export type RecurringPayment = z.infer<typeof recurringPayment>;

export const cashFlow = z.object({
  currency,
  today: plainDate,
  /** Today; or the day of the last booking when it has been silent for unusually long: the first of the days. */
  knownUntil: plainDate,
  /** Those that a balance may be forecast of; `included` ones are in the figures. */
  accounts: z.array(z.object({ id, name: z.string(), included: z.boolean(), balanceMinor: minor })),
  balanceMinor: minor,
  /** From `knownUntil` on, as many as were asked for behind it. */
  days: z.array(cashFlowDay),
  events: z.array(cashFlowEvent),
  recurring: z.array(recurringPayment),
  /** What is expected a day besides the events. */
  spendingADayMinor: minor,
  incomeADayMinor: minor,
  /** Earlier days as of which the same was tried; from that the ranges come. */
  tested: z.int(),
  leftOut: z.array(currency),
});
export type CashFlow = z.infer<typeof cashFlow>;

export const forecastsContract = {
  /**
   * The next twelve months in the base currency; null while no month is complete. What was worked out for the same data
   * comes at once. Otherwise the first answer is without the slow models; they follow in the background, and an event
   * `forecasts-changed` says that there is a better one.
   */
  outlook: base.output(forecastOutlook.nullable()),
  /** Lets the slow models go on after a cancel; nothing when they are at work or done. */
  refine: base.output(z.object({ started: z.boolean() })),
  /** Stops the slow models; the quick forecast stays. */
  cancel: base.output(z.object({ stopped: z.boolean() })),
  /** The balance of the accounts on each of the next days; everyday accounts unless told. */
  cashFlow: base
    .input(z.object({ accountIds: z.array(id).min(1).max(200).optional(), days: z.int().min(1).max(366).default(90) }))
    .output(cashFlow),
};
