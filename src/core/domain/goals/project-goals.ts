/** When goals are reached, and how surely, if the months to come are like one's own past ones. */
import { drawMonths, quantile } from './simulate-savings.ts';

export interface GoalToReach {
  id: string;
  targetMinor: number;
  savedMinor: number;
  /** What is put aside for it each month at most; null: whatever is there. */
  monthlyMinor: number | null;
  /** Months from now until it should be reached, this one included; null: whenever. */
  monthsLeft: number | null;
}

export interface GoalProjection {
  id: string;
  /** Share of runs that reach it in time; by the horizon when no time is set. Null without enough months to draw from. */
  probability: number | null;
  /** Months until it is reached, 1 for this one: the middle run, and the range of 8 in 10. Null where most runs do not get there. */
  monthsToGo: number | null;
  soonest: number | null;
  latest: number | null;
  /** What is missing, shared evenly among the months left; null when no time is set. Minor units. */
  neededMonthlyMinor: number | null;
  /** The monthly amount that reaches it in time in 8 of 10 runs; null when the savings of the past do not allow any. */
  safeMonthlyMinor: number | null;
}

/** Fewer months than that say too little. */
export const LEAST_MONTHS = 6;
export const HORIZON_MONTHS = 120;
const RUNS = 1000;
const SURE = 0.8;
const STEPS = 10;

/** @param savings of whole past months, in minor units; negative where more was spent than came in */
export function projectGoals(goals: readonly GoalToReach[], savings: readonly number[]): GoalProjection[] {
  const known = savings.length >= LEAST_MONTHS;
  const drawn = known ? drawMonths(savings, HORIZON_MONTHS, RUNS) : new Float64Array(0);
  const reached = known ? runAll(goals, drawn) : null;
  return goals.map((goal, at) => {
    const missing = Math.max(0, goal.targetMinor - goal.savedMinor);
    const { monthsLeft } = goal;
    const sorted = reached?.[at]?.toSorted() ?? null;
    const when = (share: number): number | null => {
      const month = sorted === null ? Infinity : (sorted[Math.min(RUNS - 1, Math.floor(share * RUNS))] as number);
      return Number.isFinite(month) ? month : null;
    };
    return {
      id: goal.id,
      probability: missing === 0 ? 1 : sorted === null ? null : shareBy(sorted, monthsLeft ?? HORIZON_MONTHS),
      monthsToGo: missing === 0 ? 0 : when(0.5),
      soonest: missing === 0 ? 0 : when(0.1),
      latest: missing === 0 ? 0 : when(0.9),
      neededMonthlyMinor: monthsLeft === null ? null : Math.ceil(missing / Math.max(1, monthsLeft)),
      safeMonthlyMinor: !known || monthsLeft === null || missing === 0 ? null : safeAmount(goals, at, missing, monthsLeft, drawn),
    };
  });
}

/**
 * The month in which each goal is reached in each run, from 1; Infinity where it is not. Goals are served in their order;
 * what a month leaves over stays for bad months and for later.
 */
function runAll(goals: readonly GoalToReach[], drawn: Float64Array): Float64Array[] {
  const reached = goals.map(() => new Float64Array(RUNS).fill(Infinity));
  const missing = new Float64Array(goals.length);
  for (let run = 0; run < RUNS; run++) {
    for (const [at, goal] of goals.entries()) missing[at] = Math.max(0, goal.targetMinor - goal.savedMinor);
    let spare = 0;
    for (let month = 0; month < HORIZON_MONTHS; month++) {
      spare += drawn[run * HORIZON_MONTHS + month] as number;
      let open = false;
      for (const [at, goal] of goals.entries()) {
        const left = missing[at] as number;
        if (left === 0) continue;
        const put = Math.min(Math.max(0, spare), goal.monthlyMinor ?? Infinity, left);
        spare -= put;
        missing[at] = left - put;
        if (left === put) (reached[at] as Float64Array)[run] = month + 1;
        else open = true;
      }
      if (!open) break;
    }
  }
  return reached;
}

/** The smallest amount a month, to about a thousandth of the goal, that 8 of 10 runs bear. */
function safeAmount(goals: readonly GoalToReach[], at: number, missing: number, monthsLeft: number, drawn: Float64Array): number | null {
  const months = Math.max(1, Math.min(HORIZON_MONTHS, monthsLeft));
  const chance = (monthlyMinor: number): number => {
    const upTo = goals.slice(0, at + 1).map((goal, place) => (place === at ? { ...goal, monthlyMinor } : goal));
    return shareBy((runAll(upTo, drawn)[at] as Float64Array).toSorted(), months);
  };
  let low = Math.ceil(missing / months);
  let high = missing;
  if (chance(high) < SURE) return null;
  if (chance(low) >= SURE) return low;
  for (let step = 0; step < STEPS && high - low > 1; step++) {
    const middle = Math.floor((low + high) / 2);
    if (chance(middle) >= SURE) high = middle;
    else low = middle;
  }
  return high;
}

function shareBy(sorted: Float64Array, month: number): number {
  let count = 0;
  while (count < sorted.length && (sorted[count] as number) <= month) count += 1;
  return count / sorted.length;
}

/** The middle month of a history and what 8 in 10 of its months lie in. */
export function usualSavings(savings: readonly number[]): { middleMinor: number; low: number; high: number } {
  const sorted = Float64Array.from(savings).sort();
  return { middleMinor: quantile(sorted, 0.5), low: quantile(sorted, 0.1), high: quantile(sorted, 0.9) };
}
