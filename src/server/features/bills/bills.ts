/** The feature bills: which payments come next, by the desktop's rules for schedules. */
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { nextOccurrence } from '../../../core/domain/schedule/occurrences.ts';
import type { ScheduleRule } from '../../../shared/contract/schedule.ts';
import { addDays, dayOf, daysBetween, monthNumber, type PlainDate } from '../../../shared/dates.ts';
import type { Feature, ServerContext } from '../../context.ts';
import { recurringPayments } from '../../database/schema/ledger.ts';
import { call } from '../../http/call.ts';
import { handle } from '../../http/handle.ts';
import { float, id, plainDate, toFloat } from '../../http/scalars.ts';
import { today } from '../../today.ts';
import type { ProfileService } from '../profiles/service.ts';

export const upcomingBills = call({
  method: 'GET',
  path: '/api/transactions/api/upcoming-bills/',
  access: 'user',
  summary: 'Recurring payments that fall due within so many days, the next first.',
  query: z.object({ days: z.coerce.number('Days are a number.').int().min(0).max(3660).default(30) }),
  answers: {
    200: z.array(
      z.object({
        id,
        name: z.string(),
        amount: float,
        category: z.string(),
        frequency: z.enum(['daily', 'weekly', 'monthly', 'yearly']),
        days_remaining: z.int(),
        next_payment_date: plainDate,
      }),
    ),
  },
});

type Frequency = (typeof recurringPayments.$inferSelect)['frequency'];

function ruleOf(frequency: Frequency, start: PlainDate): ScheduleRule {
  const by = { on: 'day', day: dayOf(start) } as const;
  const rhythms = {
    daily: { unit: 'day', every: 1 },
    weekly: { unit: 'week', every: 1, weekdays: [] },
    monthly: { unit: 'month', every: 1, by },
    yearly: { unit: 'year', every: 1, month: monthNumber(start), by },
  } as const;
  return { start, rhythm: { ...rhythms[frequency] } as ScheduleRule['rhythm'], shift: 'none', end: { kind: 'never' } };
}

export function createBills({ db, clock }: ServerContext, profiles: Pick<ProfileService, 'currencyOf'>): Feature {
  return {
    routes: [
      handle(upcomingBills, async ({ caller, query }) => {
        const from = today(clock);
        const currency = await profiles.currencyOf(caller.id);
        const rows = await db
          .select()
          .from(recurringPayments)
          .where(and(eq(recurringPayments.userId, caller.id), eq(recurringPayments.status, 'active')));
        const body = rows.flatMap((row) => {
          const next = nextOccurrence(ruleOf(row.frequency, row.nextPaymentDate), from)?.date;
          if (next === undefined || next > addDays(from, query.days)) return [];
          return [
            {
              id: row.id,
              name: row.name,
              amount: toFloat(row.amountMinor, currency),
              category: row.category,
              frequency: row.frequency,
              days_remaining: daysBetween(from, next),
              next_payment_date: next,
            },
          ];
        });
        return { status: 200, body: body.sort((a, b) => a.days_remaining - b.days_remaining || (a.name < b.name ? -1 : 1)) };
      }),
    ],
  };
}
