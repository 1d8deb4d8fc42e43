/** Where the money for a wished saving could come from: what can be done without first, what is needed last. */
import { allocate } from '#shared/money.ts';

export interface SavingSource {
  id: string;
  /** What the category usually takes a month; minor units, as all amounts here. */
  usualMinor: number;
  /** What it took in its lean months: less would be new. */
  leanMinor: number;
  /** Rent, loans, health, taxes and the like. */
  essential: boolean;
}

export interface SavingPlan {
  /** By category, what it would give a month; those that give nothing are left out. */
  cuts: Map<string, number>;
  /** All of them together: the wish, or as much of it as there is. */
  foundMinor: number;
}

/**
 * Takes from what is not essential in proportion to what each could give; only when that is not enough, from essentials
 * down to their lean months and no further.
 */
export function planSaving(wishMinor: number, sources: readonly SavingSource[]): SavingPlan {
  const cuts = new Map<string, number>();
  let open = wishMinor;
  for (const essential of [false, true]) {
    const able = sources.filter((source) => source.essential === essential && source.usualMinor > source.leanMinor);
    const slack = able.map(({ usualMinor, leanMinor }) => usualMinor - leanMinor);
    const total = slack.reduce((sum, minor) => sum + minor, 0);
    const taken = Math.min(open, total);
    if (taken <= 0) continue;
    allocate(taken, slack).forEach((minor, at) => {
      const source = able[at];
      if (source && minor > 0) cuts.set(source.id, minor);
    });
    open -= taken;
  }
  return { cuts, foundMinor: wishMinor - open };
}
