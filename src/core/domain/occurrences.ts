/**
 * Duplicates by counting: a file that shows an equal row three times, to a ledger that holds two of them, brings one.
 * So two real purchases of the same amount on one day both stay, and the same file again adds nothing.
 */
export type Occurrence = 'new' | 'new-same' | 'already-here' | 'deleted-before';

/**
 * @param fingerprints of the rows of the file, in its order
 * @param alive how often each fingerprint stands in the ledger
 * @param deleted how often a person deleted such a row
 */
export function matchOccurrences(
  fingerprints: ArrayLike<number>,
  alive: Map<number, number>,
  deleted: Map<number, number>,
): Occurrence[] {
  const aliveLeft = new Map(alive);
  const deletedLeft = new Map(deleted);
  const firstNew = new Map<number, number>();
  const occurrences = new Array<Occurrence>(fingerprints.length);
  for (let at = 0; at < fingerprints.length; at++) {
    const fingerprint = fingerprints[at] as number;
    if (takeOne(aliveLeft, fingerprint)) occurrences[at] = 'already-here';
    else if (takeOne(deletedLeft, fingerprint)) occurrences[at] = 'deleted-before';
    else {
      const first = firstNew.get(fingerprint);
      if (first === undefined) {
        firstNew.set(fingerprint, at);
        occurrences[at] = 'new';
      } else {
        occurrences[first] = 'new-same';
        occurrences[at] = 'new-same';
      }
    }
  }
  return occurrences;
}

function takeOne(counts: Map<number, number>, fingerprint: number): boolean {
  const count = counts.get(fingerprint) ?? 0;
  if (count === 0) return false;
  counts.set(fingerprint, count - 1);
  return true;
}
