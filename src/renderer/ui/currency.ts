/** Currencies as Intl knows them. */
const digits = new Map<string, number>();

/** How many digits the minor unit has: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  let found = digits.get(currency);
  if (found === undefined) {
    try {
      found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    } catch {
      found = 2;
    }
    digits.set(currency, found);
  }
  return found;
}
