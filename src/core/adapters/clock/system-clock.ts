import { plainDate } from '#shared/dates.ts';
import type { Clock } from '../../ports.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  today() {
    const now = new Date();
    const today = plainDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
    if (today === null) throw new RangeError('The clock of this machine is not set.');
    return today;
  },
};
