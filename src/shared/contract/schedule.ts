/** When something recurs: a bill, a standing expense of a group. Plain data, kept as JSON and shown as a sentence. */
import { z } from 'zod';
import { isPlainDate } from '../dates.ts';

const date = z.string().refine(isPlainDate, 'A date is a day that exists, written YYYY-MM-DD.');
const every = z.int().min(1).max(999);

const byMonth = z.discriminatedUnion('on', [
  /** The day of the month; where the month is shorter, its last day. */
  z.object({ on: z.literal('day'), day: z.int().min(1).max(31) }),
  z.object({ on: z.literal('last-day') }),
  /** The nth Monday (1) to Sunday (7); −1 is the last one. A month without a fifth one is passed over. */
  z.object({
    on: z.literal('weekday'),
    nth: z.union([z.int().min(1).max(5), z.literal(-1)]),
    weekday: z.int().min(1).max(7),
  }),
]);

export const scheduleRule = z.object({
  /** The first day it can fall on, and what "every 2 weeks" counts from. */
  start: date,
  rhythm: z.discriminatedUnion('unit', [
    z.object({ unit: z.literal('day'), every }),
    /** Monday 1 to Sunday 7; none: the weekday of the start. Weeks start on Monday. */
    z.object({ unit: z.literal('week'), every, weekdays: z.array(z.int().min(1).max(7)).max(7).default([]) }),
    z.object({ unit: z.literal('month'), every, by: byMonth }),
    z.object({ unit: z.literal('year'), every, month: z.int().min(1).max(12), by: byMonth }),
  ]),
  /** Where a day that is no business day goes (Saturday, Sunday, and the holidays that the caller knows). */
  shift: z.enum(['none', 'next', 'previous']).default('none'),
  /** `until` is compared with the day before it is shifted. */
  end: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('never') }),
      z.object({ kind: z.literal('times'), times: z.int().min(1).max(9_999) }),
      z.object({ kind: z.literal('until'), date }),
    ])
    .default({ kind: 'never' }),
});
export type ScheduleRule = z.infer<typeof scheduleRule>;
export type MonthDay = z.infer<typeof byMonth>;
