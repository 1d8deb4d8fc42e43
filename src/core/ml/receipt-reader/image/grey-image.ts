/** A picture of one byte a pixel, 0 black to 255 white, row by row. */
export interface GreyImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** How many pixels there are of each brightness. */
export function histogramOf({ data }: GreyImage): Uint32Array {
  const counts = new Uint32Array(256);
  for (let at = 0; at < data.length; at++) counts[data[at] as number]! += 1;
  return counts;
}

/** The brightness that parts dark from light best (Otsu): the two sides differ most and spread least. */
export function partingBrightness(counts: Uint32Array): number {
  let all = 0;
  let sum = 0;
  for (let level = 0; level < 256; level++) {
    all += counts[level] as number;
    sum += level * (counts[level] as number);
  }
  let best = 127;
  let most = -1;
  let below = 0;
  let sumBelow = 0;
  for (let level = 0; level < 255; level++) {
    below += counts[level] as number;
    sumBelow += level * (counts[level] as number);
    const above = all - below;
    if (below === 0 || above === 0) continue;
    const apart = sumBelow / below - (sum - sumBelow) / above;
    const between = below * above * apart * apart;
    if (between > most) {
      most = between;
      best = level;
    }
  }
  return best;
}
