/** Times of something done again and again. */

export interface Times {
  p50: number;
  p95: number;
}

/** In ms. The first rounds warm the caches, as the first seconds of use do, and do not count. */
export function timed(run: (at: number) => void, rounds = 200): Times {
  const times: number[] = [];
  for (let at = -10; at < rounds; at++) {
    const started = performance.now();
    run(at + 10);
    if (at >= 0) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
