/**
 * What could come of the savings of one's own past months: months are drawn from them again and again, some at a stretch,
 * so that good and bad times stay together. Seeded: the same history always gives the same answer.
 */
export interface Range {
  low: number;
  high: number;
}

/** Months drawn at a stretch, on average. */
const STRETCH = 3;

/** `runs` times `months` amounts in minor units, one run after the other. Empty without a history. */
export function drawMonths(history: readonly number[], months: number, runs: number, seed = 1): Float64Array {
  const drawn = new Float64Array(history.length === 0 ? 0 : months * runs);
  const random = randomFrom(seed);
  for (let at = 0, place = 0; at < drawn.length; at++) {
    const isNew = at % months === 0 || random() < 1 / STRETCH;
    place = isNew ? Math.floor(random() * history.length) : (place + 1) % history.length;
    drawn[at] = history[place] as number;
  }
  return drawn;
}

export interface ProjectedMonth {
  /** In the middle of all runs, in minor units. */
  expectedMinor: number;
  /** 8 of 10 runs lie in it. */
  range80: Range;
}

/** Where an amount stands after 1, 2, … months when every month adds one like those of the history. */
export function projectSum(startMinor: number, history: readonly number[], months: number, runs = 1000): ProjectedMonth[] {
  const drawn = drawMonths(history, months, runs);
  if (drawn.length === 0) return [];
  const sums = new Float64Array(runs).fill(startMinor);
  return Array.from({ length: months }, (_, month) => {
    for (let run = 0; run < runs; run++) sums[run] = (sums[run] as number) + (drawn[run * months + month] as number);
    const sorted = sums.toSorted();
    return {
      expectedMinor: quantile(sorted, 0.5),
      range80: { low: quantile(sorted, 0.1), high: quantile(sorted, 0.9) },
    };
  });
}

/** Of sorted values, a whole number of minor units. */
export function quantile(sorted: Float64Array, share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}

/** Mulberry32: numbers from 0 up to 1. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
