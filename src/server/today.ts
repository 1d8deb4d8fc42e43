/** The day that the server takes for today: UTC, the same for all its processes wherever they run. */
import type { PlainDate } from '../shared/dates.ts';

export function today(clock: { now(): Date }): PlainDate {
  return clock.now().toISOString().slice(0, 10);
}
