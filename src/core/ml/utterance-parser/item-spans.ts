/** Which words belong to which amount: "45 groceries tesco and 12 parking" is two things, "3 shirts for 45" is one. */
import { findCategoryWords } from './category-words.ts';
import type { SpokenAmount } from './spoken-amounts.ts';
import type { Token } from './tokens.ts';

export interface ItemSpan {
  amount: SpokenAmount | null;
  from: number;
  to: number;
}

const separators = new Set('and , ; + plus & y e und et mas sowie puis then also'.split(' '));

/** One span for each amount that stands for something; empty when there is none. */
export function cutIntoItems(tokens: readonly Token[], amounts: readonly SpokenAmount[], taken: ReadonlySet<number>): ItemSpan[] {
  const likely = withoutCounts(tokens, amounts.filter((amount) => amount.score > -3));
  const [only] = likely;
  if (!only) return [];
  if (likely.length === 1) return [{ amount: only, from: 0, to: tokens.length }];

  const parts = split(tokens, likely, taken).flatMap((part) => splitWithin(tokens, part));
  const named = parts.map((part) => ({ ...part, strong: part.amount.score >= 3 }));
  // A bare number beside real prices must bring its own thing, or it only counts something.
  const kept = named.filter((part) => part.strong || isAboutSomething(tokens, part, taken));
  const items = kept.some((part) => part.strong) || kept.length > 1 ? kept : named.slice(0, 1);
  if (items.length < 2) {
    const best = likely.reduce((one, other) => (other.score >= one.score ? other : one));
    return [{ amount: best, from: 0, to: tokens.length }];
  }
  return items.map(({ amount, from, to }) => ({ amount, from, to }));
}

/** "Dinner for two, 72 euros": a small number in words beside a real price is how many there were. */
function withoutCounts(tokens: readonly Token[], amounts: SpokenAmount[]): SpokenAmount[] {
  if (!amounts.some((amount) => amount.score >= 4)) return amounts;
  const isCount = (amount: SpokenAmount): boolean =>
    amount.score < 4 && amount.currency === null && amount.to === amount.from + 1 && tokens[amount.from]?.kind === 'word' && amount.minor <= 2000;
  return amounts.filter((amount) => !isCount(amount));
}

interface Part {
  amount: SpokenAmount;
  others: SpokenAmount[];
  from: number;
  to: number;
}

/** Cut at "and" and commas; a stretch without an amount goes with the one before it, or the first after. */
function split(tokens: readonly Token[], amounts: readonly SpokenAmount[], taken: ReadonlySet<number>): Part[] {
  const cuts = [0];
  tokens.forEach((token, at) => {
    if (separators.has(token.folded) && !taken.has(at)) cuts.push(at + 1);
  });
  const parts: Part[] = [];
  let waiting: number | null = null;
  cuts.forEach((from, index) => {
    const to = cuts[index + 1] ?? tokens.length;
    const inside = amounts.filter((amount) => amount.from >= from && amount.to <= to);
    const [first] = inside;
    const last = parts.at(-1);
    if (!first) {
      if (last) last.to = to;
      else waiting ??= from;
      return;
    }
    parts.push({ amount: first, others: inside.slice(1), from: waiting ?? from, to });
    waiting = null;
  });
  return parts;
}

/** "lunch 12 parking 3": amounts of the same strength, each with its own thing. */
function splitWithin(tokens: readonly Token[], part: Part): Part[] {
  const all = [part.amount, ...part.others];
  if (all.length === 1) return [part];
  const top = Math.max(...all.map((amount) => amount.score));
  const strong = all.filter((amount) => amount.score >= top - 1);
  const best = strong[0] ?? part.amount;
  if (strong.length === 1) return [{ ...part, amount: best, others: [] }];
  const wordsFirst = findCategoryWords(tokens, part.from, best.from).length > 0;
  const pieces = strong.map((amount, index) => ({
    amount,
    others: [],
    from: wordsFirst ? (strong[index - 1]?.to ?? part.from) : index === 0 ? part.from : amount.from,
    to: wordsFirst ? (index === strong.length - 1 ? part.to : amount.to) : (strong[index + 1]?.from ?? part.to),
  }));
  const about = pieces.filter((piece) => findCategoryWords(tokens, piece.from, piece.to).length > 0);
  return about.length === pieces.length ? pieces : [{ ...part, amount: strong.at(-1) ?? best, others: [] }];
}

function isAboutSomething(tokens: readonly Token[], part: Part, taken: ReadonlySet<number>): boolean {
  if (part.amount.score < 0) return false;
  for (let at = part.from; at < part.to; at += 1) {
    if (!taken.has(at) && tokens[at]?.kind === 'word' && (tokens[at]?.text.length ?? 0) > 2) return true;
  }
  return false;
}
