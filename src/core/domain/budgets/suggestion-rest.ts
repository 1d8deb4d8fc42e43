/** Whether a suggestion still has something to say. */

export interface GivenAnswer {
  answer: 'accepted' | 'edited' | 'dismissed';
  suggestedMinor: number;
}

/** An answered suggestion comes back only once the history says something else: a fifth more or less. */
const NEWS = 0.2;
/** A budget that is as near as this needs no suggestion. */
const NEAR = 0.05;

export function isNews(suggestedMinor: number, currentMinor: number | null, last: GivenAnswer | null): boolean {
  if (currentMinor !== null && Math.abs(currentMinor - suggestedMinor) <= NEAR * Math.max(currentMinor, suggestedMinor)) return false;
  return last === null || Math.abs(last.suggestedMinor - suggestedMinor) > NEWS * Math.max(last.suggestedMinor, suggestedMinor);
}

/** A round number near an amount, upwards: steps of 1, 5, 10, 50 … of the currency, about a fiftieth of it. */
export function roundUp(minor: number, unitMinor: number): number {
  let step = unitMinor;
  for (const factor of [5, 2, 5, 2, 5, 2]) {
    if (step * factor * 50 > minor) break;
    step *= factor;
  }
  return Math.ceil(minor / step) * step;
}
