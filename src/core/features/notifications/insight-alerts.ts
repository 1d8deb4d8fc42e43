import type { Goal } from '#shared/contract/goals.ts';
import type { Insight } from '#shared/contract/insights.ts';
import { addDays, type PlainDate } from '#shared/dates.ts';
import { insightSentence, type InsightFormat } from '#shared/insight-words.ts';
import type { Notice } from './service.ts';

const UNUSUAL: ReadonlySet<Insight['kind']> = new Set(['unusual-amount', 'double-charge', 'price-rise']);
/** A charge that is found later, in an old statement, is for the page of insights. */
const NEWS_DAYS = 14;

/** Charges of the last two weeks that stand out, each told once. */
export function unusualCharges(insights: readonly Insight[], today: PlainDate, format: InsightFormat): Notice[] {
  return insights
    .filter((it) => UNUSUAL.has(it.kind) && it.date >= addDays(today, -NEWS_DAYS))
    .map((it) => ({
      kind: 'unusual-charge',
      subject: { id: it.key, dueOn: it.date },
      once: { daysBefore: 0 },
      title: it.payee ? `Unusual charge: ${it.payee}` : 'Unusual charge',
      body: insightSentence(it, today, format),
      link: '/insights',
    }));
}

/** Once in the life of a goal, which is known by the day it was made. Amounts as `money` words them. */
export function goalsReached(
  goals: readonly Pick<Goal, 'id' | 'name' | 'targetMinor' | 'createdOn'>[],
  money: (minor: number) => string,
): Notice[] {
  return goals.map(({ id, name, targetMinor, createdOn }) => ({
    kind: 'goal-reached',
    subject: { id, dueOn: createdOn },
    once: { daysBefore: 0 },
    title: `Goal reached: ${name}`,
    body: `${money(targetMinor)} is saved.`,
    link: '/insights',
  }));
}
