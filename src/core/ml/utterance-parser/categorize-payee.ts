import type { Categorizer } from '../categorizer/categorizer.ts';

/** A guess that is more likely wrong than right is no help in a form that waits to be confirmed. */
const LIKELY = 0.5;

/** What the categoriser says of a name alone, for the sentence's `categorize`. */
export function categorizePayee(categorizer: Pick<Categorizer, 'predict'>, currency: string) {
  return (payee: string, amountMinor: number): string | null => {
    const { categoryId, confidence } = categorizer.predict({ description: payee, amountMinor: -amountMinor, currency });
    return confidence >= LIKELY ? categoryId : null;
  };
}
