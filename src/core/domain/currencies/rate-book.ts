/**
 * Finds the rate between any two currencies on a day. A person's own rate wins over a fixed one, a fixed one over a
 * published one. Pairs that have no rate of their own are joined through currencies that have one with both, the euro
 * first; every step is named, so that a converted number can say where it came from.
 */
import { daysBetween, type PlainDate } from '#shared/dates.ts';
import { fixedRates } from './fixed-rates.ts';
import { rateOn, type RateHistory } from './rate-history.ts';
import { convertMinor, formatRate, inverse, one, parseRate, times, type Rate } from './rate.ts';

export interface OwnRate {
  base: string;
  quote: string;
  /** So many `quote` for one `base`. */
  rate: string;
  validFrom: PlainDate;
  /** Null: from then on. */
  validTo: PlainDate | null;
}

export type RateSource = 'ecb' | 'own' | 'fixed';

/** One rate as it was published or entered. */
export interface RateStep {
  base: string;
  quote: string;
  rate: string;
  date: PlainDate;
  source: RateSource;
}

export interface FoundRate {
  /** Exact: amounts are converted by this. */
  exact: Rate;
  /** For people: so many `to` for one `from`, up to ten significant digits. */
  rate: string;
  /** Of the oldest step; the day itself for what does not change. */
  rateDate: PlainDate;
  source: RateSource | 'same' | 'derived';
  /** In their order; one, unless derived. None between a currency and itself. */
  steps: RateStep[];
  /** From the oldest published rate to the day that was asked for. Above 7: nothing newer is known. */
  daysOld: number;
}

export interface Conversion extends FoundRate {
  amountMinor: number;
}

export interface RateBook {
  /** Null when no rate is known. */
  find(from: string, to: string, date: PlainDate): FoundRate | null;
  /** Minor units in, minor units out. @throws DomainError INVALID when the result is too large to hold. */
  convert(amountMinor: number, from: string, to: string, date: PlainDate): Conversion | null;
}

const MAX_STEPS = 4;

export function createRateBook(history: RateHistory, ownRates: readonly OwnRate[]): RateBook {
  const own = groupByPair(ownRates);
  const partners = partnersOf(ownRates);
  const remembered = new Map<string, FoundRate | null>();

  const stepBetween = (a: string, b: string, date: PlainDate): RateStep | null =>
    ownStep(own.get(pairKey(a, b)), date) ?? fixedStep(a, b, date) ?? publishedStep(history, a, b, date);

  /** The fewest steps. Currencies on the way are the euro and those that either end has own or fixed rates with. */
  const search = (from: string, to: string, date: PlainDate): RateStep[] | null => {
    const nodes = new Set([to, 'EUR', ...(partners.get(to) ?? []), ...(partners.get(from) ?? [])]);
    nodes.delete(from);
    let front: { at: string; steps: RateStep[] }[] = [{ at: from, steps: [] }];
    for (let depth = 0; depth < MAX_STEPS && front.length > 0; depth += 1) {
      const next: typeof front = [];
      for (const { at, steps } of front) {
        const direct = stepBetween(at, to, date);
        if (direct) return [...steps, direct];
      }
      for (const { at, steps } of front) {
        for (const node of nodes) {
          const step = node === to ? null : stepBetween(at, node, date);
          if (!step) continue;
          nodes.delete(node);
          next.push({ at: node, steps: [...steps, step] });
        }
      }
      front = next;
    }
    return null;
  };

  const look = (from: string, to: string, date: PlainDate): FoundRate | null => {
    if (from === to) return { exact: one, rate: '1', rateDate: date, source: 'same', steps: [], daysOld: 0 };
    const steps = search(from, to, date);
    return steps && joined(from, date, steps);
  };

  const find = (from: string, to: string, date: PlainDate): FoundRate | null => {
    const key = `${from}${to}${date}`;
    let found = remembered.get(key);
    if (found === undefined) remembered.set(key, (found = look(from, to, date)));
    return found;
  };

  return {
    find,
    convert(amountMinor, from, to, date) {
      const found = find(from, to, date);
      return found && { ...found, amountMinor: convertMinor(amountMinor, found.exact, from, to) };
    },
  };
}

function joined(from: string, date: PlainDate, steps: RateStep[]): FoundRate {
  let exact = one;
  let at = from;
  let rateDate = date;
  for (const step of steps) {
    const parsed = parseRate(step.rate);
    if (!parsed) throw new RangeError(`Not a rate: ${step.rate}`);
    exact = times(exact, step.base === at ? parsed : inverse(parsed));
    at = step.base === at ? step.quote : step.base;
    // Fixed and own rates hold on the day itself, whenever they began.
    if (step.source === 'ecb' && step.date < rateDate) rateDate = step.date;
  }
  const [only] = steps;
  return {
    exact,
    rate: formatRate(exact),
    rateDate,
    source: steps.length === 1 && only ? only.source : 'derived',
    steps,
    daysOld: daysBetween(rateDate, date),
  };
}

/** The rate that began last, and of those the one that ends first: a day's own rate within a longer one is meant. */
function ownStep(rates: OwnRate[] | undefined, date: PlainDate): RateStep | null {
  const valid = rates?.find((rate) => rate.validFrom <= date && (rate.validTo === null || rate.validTo >= date));
  return valid
    ? { base: valid.base, quote: valid.quote, rate: valid.rate, date: valid.validFrom, source: 'own' }
    : null;
}

function fixedStep(a: string, b: string, date: PlainDate): RateStep | null {
  const found = fixedRates.find(
    ({ base, quote, since }) => since <= date && ((base === a && quote === b) || (base === b && quote === a)),
  );
  return found ? { base: found.base, quote: found.quote, rate: found.rate, date: found.since, source: 'fixed' } : null;
}

function publishedStep(history: RateHistory, a: string, b: string, date: PlainDate): RateStep | null {
  if (a !== 'EUR' && b !== 'EUR') return null;
  const quote = a === 'EUR' ? b : a;
  const found = rateOn(history, quote, date);
  return found && { base: 'EUR', quote, rate: found.rate, date: found.date, source: 'ecb' };
}

function groupByPair(rates: readonly OwnRate[]): Map<string, OwnRate[]> {
  const groups = new Map<string, OwnRate[]>();
  for (const rate of rates) {
    const key = pairKey(rate.base, rate.quote);
    groups.set(key, [...(groups.get(key) ?? []), rate]);
  }
  const end = (rate: OwnRate): string => rate.validTo ?? '9999-12-31';
  for (const group of groups.values()) {
    group.sort((a, b) => (a.validFrom !== b.validFrom ? (a.validFrom < b.validFrom ? 1 : -1) : end(a) < end(b) ? -1 : 1));
  }
  return groups;
}

function partnersOf(rates: readonly OwnRate[]): Map<string, Set<string>> {
  const partners = new Map<string, Set<string>>();
  const add = (a: string, b: string): void => {
    partners.set(a, (partners.get(a) ?? new Set()).add(b));
  };
  for (const { base, quote } of [...rates, ...fixedRates]) {
    add(base, quote);
    add(quote, base);
  }
  return partners;
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a}${b}` : `${b}${a}`;
}
