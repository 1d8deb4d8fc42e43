import type { CashFlow } from '#shared/contract/forecasts.ts';
import { firstDayOf, monthOf } from '#shared/dates.ts';
import type { Notice } from './service.ts';

/** When the balance is expected to fall below nothing within the days of the forecast. Once for the month of that day. */
export function balanceAlert(flow: CashFlow, money: (minor: number) => string, day: (date: string) => string): Notice[] {
  if (flow.tested === 0 || flow.balanceMinor < 0) return [];
  const low = flow.days.find((at) => at.expectedMinor < 0);
  if (!low) return [];
  return [
    {
      kind: 'low-balance',
      subject: { id: 'balance', dueOn: firstDayOf(monthOf(low.date)) },
      once: { daysBefore: 0 },
      title: 'Low balance ahead',
      body: `Around ${day(low.date)} the balance may fall to ${money(low.expectedMinor)}.`,
      link: '/forecast/cash-flow',
    },
  ];
}
