/** A balance on the days ahead: its lowest point, how likely it falls below nothing, and what a plan would change. */
import { addMonths, type PlainDate } from './dates.ts';

export interface BalanceDay {
  date: PlainDate;
  /** Minor units, at the end of the day. */
  expectedMinor: number;
  /** How far off such forecasts typically were after so many days (root of the mean square), minor units. */
  doubtMinor: number;
}

export interface LowestPoint {
  date: PlainDate;
  balanceMinor: number;
  /** Of a balance below nothing on the worst of the days, from 0 to 1. */
  chanceBelowZero: number;
}

/** What a person tries out: an amount with its sign, once or every month from a day on. */
export interface WhatIf {
  date: PlainDate;
  amountMinor: number;
  monthly: boolean;
}

/** Tails are somewhat heavier than a bell's: those of a logistic curve that lies closest to one. */
const logisticScale = 1.702;

export function chanceBelow(expectedMinor: number, floorMinor: number, doubtMinor: number): number {
  if (doubtMinor <= 0) return expectedMinor < floorMinor ? 1 : 0;
  return 1 / (1 + Math.exp((logisticScale * (expectedMinor - floorMinor)) / doubtMinor));
}

/** How far on both sides of what is expected the share of the outcomes lies, minor units. */
export function rangeAround(doubtMinor: number, share: number): number {
  const level = (1 - share) / 2;
  return Math.round((doubtMinor * Math.log((1 - level) / level)) / logisticScale);
}

/** Null without days. */
export function lowestPoint(days: readonly BalanceDay[]): LowestPoint | null {
  const [first] = days;
  if (first === undefined) return null;
  let lowest = first;
  let chance = 0;
  for (const day of days) {
    if (day.expectedMinor < lowest.expectedMinor) lowest = day;
    chance = Math.max(chance, chanceBelow(day.expectedMinor, 0, day.doubtMinor));
  }
  return { date: lowest.date, balanceMinor: lowest.expectedMinor, chanceBelowZero: chance };
}

/** The same days with the plans carried out. */
export function withWhatIfs(days: readonly BalanceDay[], plans: readonly WhatIf[]): BalanceDay[] {
  const last = days.at(-1)?.date ?? '';
  const moved = new Map<PlainDate, number>();
  for (const plan of plans) {
    for (let step = 0, date = plan.date; date <= last; step += 1, date = addMonths(plan.date, step)) {
      moved.set(date, (moved.get(date) ?? 0) + plan.amountMinor);
      if (!plan.monthly) break;
    }
  }
  let sum = 0;
  const dates = [...moved.keys()].sort();
  let next = 0;
  return days.map((day) => {
    // What should have come before the first day counts from there on.
    while (next < dates.length && (dates[next] as PlainDate) <= day.date) sum += moved.get(dates[next++] as PlainDate) ?? 0;
    return { ...day, expectedMinor: day.expectedMinor + sum };
  });
}

/** "1 in 5"; null when it is hardly to be expected. */
export function oddsInWords(chance: number): string | null {
  if (chance < 0.02) return null;
  if (chance > 0.95) return 'almost certainly';
  if (chance >= 0.55) return `${Math.round(chance * 10)} in 10`;
  if (chance > 0.4) return '1 in 2';
  return `1 in ${Math.round(1 / chance)}`;
}
