/** The mean step of the first `length` values: the unit in which errors of large and small series compare. Never zero. */
export function scaleUntil(values: Float64Array, length: number): number {
  let sum = 0;
  for (let at = 1; at < length; at++) sum += Math.abs((values[at] as number) - (values[at - 1] as number));
  return length > 1 && sum > 0 ? sum / (length - 1) : 1;
}
