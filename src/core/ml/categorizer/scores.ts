/** How good answers with a stated confidence were. */

export interface Judged {
  /** 0 to 1. */
  confidence: number;
  right: boolean;
}

/** Expected calibration error over fifteen bins of equal width. */
export function calibrationError(rows: readonly Judged[]): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, right: 0, confidence: 0 }));
  for (const { confidence, right } of rows) {
    const bin = bins[Math.min(14, Math.floor(confidence * 15))];
    if (!bin) continue;
    bin.count += 1;
    bin.confidence += confidence;
    if (right) bin.right += 1;
  }
  const gap = bins.reduce((sum, bin) => sum + Math.abs(bin.right - bin.confidence), 0);
  return rows.length === 0 ? 0 : gap / rows.length;
}

/** The lowest confidence such that all answers from there on are right in `precision` of the cases; 1 when none is. */
export function precisionThreshold(rows: readonly Judged[], precision: number): number {
  const ranked = rows.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let threshold = 1;
  ranked.forEach((row, at) => {
    if (row.right) right += 1;
    // Rows of equal confidence are answered together.
    if (ranked[at + 1]?.confidence !== row.confidence && right / (at + 1) >= precision) threshold = row.confidence;
  });
  return threshold;
}

/** Share of rows that can be answered, surest first, while `precision` of the answers are right. */
export function coverageAt(rows: readonly Judged[], precision: number): number {
  const threshold = precisionThreshold(rows, precision);
  const answered = rows.filter((row) => row.confidence >= threshold);
  const right = answered.filter((row) => row.right).length;
  return answered.length === 0 || right / answered.length < precision ? 0 : answered.length / rows.length;
}

/** Mean F1 over the labels that occur. */
export function macroF1(rows: readonly { predicted: string; label: string }[]): number {
  const tally = new Map<string, { right: number; predicted: number; labelled: number }>();
  const of = (label: string): { right: number; predicted: number; labelled: number } => {
    let entry = tally.get(label);
    if (!entry) tally.set(label, (entry = { right: 0, predicted: 0, labelled: 0 }));
    return entry;
  };
  for (const { predicted, label } of rows) {
    of(predicted).predicted += 1;
    of(label).labelled += 1;
    if (predicted === label) of(label).right += 1;
  }
  const occurring = [...tally.values()].filter((entry) => entry.labelled > 0);
  const sum = occurring.reduce((total, { right, predicted, labelled }) => total + (2 * right) / (predicted + labelled), 0);
  return occurring.length === 0 ? 0 : sum / occurring.length;
}
