/** A person's transactions as the models read them: in one currency, by category, income apart from spending. */
import type { DatedAmount } from '../../../core/ml/forecast/monthly-panel.ts';
import { firstDayOf, monthOf, shiftMonth, type PlainDate } from '../../../shared/dates.ts';
import { today } from '../../today.ts';
import { convert } from '../currencies/exchange-rates.ts';
import type { ProfileService } from '../profiles/service.ts';
import type { TransactionService } from '../transactions/service.ts';

const MONTHS = 36;

export interface SpendingHistory {
  currency: string;
  today: PlainDate;
  /** Oldest first; money out is negative. `category` is its id, or empty. */
  rows: DatedAmount[];
  /** Names by id. */
  categories: ReadonlyMap<string, string>;
}

export interface HistoryParts {
  clock: { now(): Date };
  profiles: Pick<ProfileService, 'currencyOf'>;
  transactions: Pick<TransactionService, 'history'>;
}

/** The last three years. Amounts in a currency without a known rate are left out: nothing true can be added up with them. */
export async function readSpendingHistory({ clock, profiles, transactions }: HistoryParts, userId: string): Promise<SpendingHistory> {
  const day = today(clock);
  const currency = await profiles.currencyOf(userId);
  const stored = await transactions.history(userId, firstDayOf(shiftMonth(monthOf(day), -MONTHS)));
  const categories = new Map<string, string>();
  const rows: DatedAmount[] = [];
  for (const { date, type, categoryId, categoryName, currency: from, amountMinor } of stored) {
    const amount = from === currency ? amountMinor : convert(amountMinor, from, currency, date)?.amountMinor;
    if (amount === undefined || date > day) continue;
    if (categoryId !== null && categoryName !== null) categories.set(categoryId, categoryName);
    const income = type === 'income';
    rows.push({ date, amountMinor: income ? amount : -amount, category: categoryId ?? '', flow: income ? 'income' : 'spending' });
  }
  return { currency, today: day, rows, categories };
}

/** Minor units spent (positive) and received by month, and spent by category in it. */
export interface MonthSums {
  spent: number;
  received: number;
  byCategory: Map<string, number>;
}

export function sumByMonth(rows: readonly DatedAmount[]): Map<string, MonthSums> {
  const months = new Map<string, MonthSums>();
  for (const { date, amountMinor, category, flow } of rows) {
    const month = monthOf(date);
    const sums = months.get(month) ?? { spent: 0, received: 0, byCategory: new Map<string, number>() };
    months.set(month, sums);
    if (flow === 'income') sums.received += amountMinor;
    else {
      sums.spent -= amountMinor;
      sums.byCategory.set(category, (sums.byCategory.get(category) ?? 0) - amountMinor);
    }
  }
  return months;
}
