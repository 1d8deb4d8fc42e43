import type { AccountOverview } from '#shared/contract/accounts.ts';
import { monthOf } from '#shared/dates.ts';
import type { Database } from '../../ledger/database.ts';
import { accountValues } from '../net-worth/account-values.ts';
import { lastMonthEnds } from '../net-worth/service.ts';
import { createAccountRepository } from './repository.ts';

const TREND_MONTHS = 12;

export function readOverview(db: Database, today: string): AccountOverview[] {
  const accounts = createAccountRepository(db);
  const dates = lastMonthEnds(today, TREND_MONTHS);
  return accountValues(db, dates).map(({ id, values }) => ({
    id,
    lastActivityOn: accounts.lastActivity(id),
    reconciledOn: accounts.lastReconciled(id),
    trend: values.map((valueMinor, at) => ({ month: monthOf(dates[at] ?? today), valueMinor })),
  }));
}
