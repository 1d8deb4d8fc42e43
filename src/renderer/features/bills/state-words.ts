import type { BillOccurrence } from '#shared/contract/bills.ts';
import { daysBetween } from '#shared/dates.ts';
import type { Format } from '../../ui/format.ts';

/** What a due day means today, in words. */
export function stateWords(day: BillOccurrence, today: string, format: Format): { text: string; warning: boolean } {
  const { state, dueOn, paidOn, autopay, snoozedUntil, amountMinor } = day;
  if (state === 'paid') {
    const when = paidOn && paidOn !== dueOn ? ` on ${format.dayShort(paidOn)}` : '';
    return { text: `${amountMinor > 0 ? 'came in' : 'paid'}${when}${day.amountChanged ? ', another amount than usual' : ''}`, warning: false };
  }
  if (state === 'skipped') return { text: 'skipped', warning: false };
  const away = daysBetween(today, dueOn);
  if (state === 'late') return { text: `${-away} ${away === -1 ? 'day' : 'days'} late`, warning: true };
  if (state === 'missed') return { text: 'no payment found', warning: true };
  const when = away === 0 ? 'today' : away === 1 ? 'tomorrow' : away < 0 ? 'these days' : `in ${away} days`;
  const parts = [when];
  if (autopay) parts.push('paid automatically');
  if (snoozedUntil && snoozedUntil >= today) parts.push(`reminder on ${format.dayShort(snoozedUntil)}`);
  return { text: parts.join(' · '), warning: false };
}
