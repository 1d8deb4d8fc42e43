/**
 * Hybrid logical clock (Kulkarni et al. 2014): stamps sort by time, never repeat and never go back, even when the
 * machine's clock does. A stamp is `<milliseconds, 12 hex digits>-<counter, 4>-<node, 8>`.
 */
export interface HybridClock {
  stamp(now: number): string;
}

export function createHybridClock(node: string, last: string | null): HybridClock {
  let millis = last ? Number.parseInt(last.slice(0, 12), 16) : 0;
  let counter = last ? Number.parseInt(last.slice(13, 17), 16) : 0;
  return {
    stamp(now) {
      if (now > millis) {
        millis = now;
        counter = 0;
      } else if (++counter > 0xffff) {
        millis += 1;
        counter = 0;
      }
      return `${millis.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${node}`;
    },
  };
}
