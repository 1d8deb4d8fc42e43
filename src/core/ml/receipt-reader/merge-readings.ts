import type { ParsedReceipt } from './parse-receipt.ts';
import type { ReadField } from './receipt.ts';

/** How much of the remaining doubt goes when another look reads the same. */
const AGREEMENT = 0.75;

/**
 * One reading of several looks at the same receipt: of each field the surest, surer still where others agree. Items, text,
 * the currency and the amounts in it, which must fit together, come from the look whose total was taken.
 */
export function mergeReadings(readings: readonly ParsedReceipt[]): ParsedReceipt {
  const [first] = readings;
  if (!first) throw new RangeError('There is no reading to merge.');
  if (readings.length === 1) return first;
  const total = surest(readings.map((reading) => reading.total));
  const main = readings.find((reading) => reading.total.value === total.value) ?? first;
  return {
    ...main,
    merchant: surest(readings.map((reading) => reading.merchant)),
    date: surest(readings.map((reading) => reading.date)),
    time: surest(readings.map((reading) => reading.time)),
    total,
    paymentMethod: surest(readings.map((reading) => reading.paymentMethod)),
  };
}

function surest<Value>(fields: readonly ReadField<Value>[]): ReadField<Value> {
  let best: ReadField<Value> = { value: null, confidence: 0, box: null };
  for (const field of fields) {
    if (field.value === null) continue;
    const alike = fields.filter(({ value }) => value === field.value);
    const most = Math.max(...alike.map(({ confidence }) => confidence));
    const confidence = 1 - (1 - most) * AGREEMENT ** (alike.length - 1);
    if (confidence > best.confidence) best = { ...field, confidence };
  }
  return best;
}
