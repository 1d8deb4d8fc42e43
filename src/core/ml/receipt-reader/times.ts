import type { ReadField } from './receipt.ts';
import { boxOfSpan, confidenceOfSpan, type Row } from './rows.ts';

const CLOCK = /(?<![\d.,:/-])([0-2]?\d)\s?([:.;])\s?([0-5]\d)(?:\s?[:.]\s?([0-5]\d))?(?![\d%]|[.,/:-]\d)\s?([AaPp])?\.?\s?([Mm])?/g;

/** The time of the purchase, `HH:MM`: of what looks like a clock, what stands by the date or says so is preferred. */
export function findTime(rows: readonly Row[], dateRow: Row | null): ReadField<string> {
  let best: { row: Row; start: number; end: number; value: string; score: number } | null = null;
  for (const row of rows) {
    for (const match of row.text.matchAll(CLOCK)) {
      const [all, hourText = '', mark, minute = '', second, half, m] = match;
      let hour = Number(hourText);
      const isHalf = half !== undefined && m !== undefined;
      if (hour > 23 || (isHalf && hour > 12)) continue;
      // `10.30` is a price, unless seconds or am/pm follow.
      if (mark === '.' && second === undefined && !isHalf) continue;
      if (isHalf) hour = (hour % 12) + (/p/i.test(half) ? 12 : 0);
      const score =
        (row === dateRow ? 2 : 0) +
        (/\b(time|uhrzeit|hora|heure|zeit|masa|tijd)\b/i.test(row.text) ? 1.5 : 0) +
        (second !== undefined ? 0.7 : 0) +
        (isHalf ? 0.7 : 0) -
        (/\b(open|hours|daily|until|mon|sun)\b/i.test(row.text) && row !== dateRow ? 1.5 : 0);
      if (best && best.score >= score) continue;
      best = { row, start: match.index, end: match.index + all.trimEnd().length, value: `${String(hour).padStart(2, '0')}:${minute}`, score };
    }
  }
  if (!best) return { value: null, confidence: 0, box: null };
  return {
    value: best.value,
    confidence: Math.min(1, 0.5 + 0.15 * best.score) * confidenceOfSpan(best.row, best.start, best.end),
    box: boxOfSpan(best.row, best.start, best.end),
  };
}
