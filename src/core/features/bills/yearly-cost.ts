import type { BillInput } from '#shared/contract/bills.ts';
import { addDays, type PlainDate } from '#shared/dates.ts';
import { occurrences } from '../../domain/schedule/occurrences.ts';

/** Minor units that a bill comes to in the 365 days from `today` on, by the middle of its range. */
export function yearlyOf({ rule, amountMinor, amountMaxMinor }: Pick<BillInput, 'rule' | 'amountMinor' | 'amountMaxMinor'>, today: PlainDate): number {
  const each = amountMaxMinor === null ? amountMinor : Math.round((amountMinor + amountMaxMinor) / 2);
  return occurrences(rule, today, addDays(today, 364)).length * each;
}
