/** What a forecast rests on, in words for the person. */

/** @param values months in minor units, oldest first */
export function historySentence(values: Float64Array): string {
  const first = values.findIndex((value) => value > 0);
  if (first === -1) return 'Nothing here yet, so nothing is expected.';
  const known = values.subarray(first);
  const months = known.length;
  if (months === 1) return 'Only one month so far: expect about the same, with much doubt.';
  if (months < 6) return `Only ${months} months so far: expect about their middle, with much doubt.`;
  const active = known.filter((value) => value > 0).length;
  let silent = 0;
  while (known[months - 1 - silent] === 0) silent += 1;
  if (silent >= 6) return `Nothing for ${silent} months, so little is expected.`;
  if (active * 2 <= months) return `Money moved in ${active} of ${months} months: most months stay at nothing, some do not.`;
  if (months < 18) return `From ${months} months; seasons show after a year and a half.`;
  return `From ${months} months, with the seasons of your spending.`;
}
