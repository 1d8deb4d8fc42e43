import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Account } from '#shared/contract/accounts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { Insight as InsightAnswer, InsightList, Report, Savings } from '#shared/contract/insights.ts';
import type { Profile } from '#shared/contract/profile.ts';
import { daysBetween, lastDayOf, monthOf, monthRange, shiftMonth, type PlainDate } from '#shared/dates.ts';
import { idFromBytes, newIdBytes } from '#shared/ids.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import { LEAST_MONTHS, usualSavings } from '../../domain/goals/project-goals.ts';
import { projectSum, type ProjectedMonth } from '../../domain/goals/simulate-savings.ts';
import { findInsights } from '../../domain/insights/find-insights.ts';
import type { Insight, InsightBooking } from '../../domain/insights/insight.ts';
import { median } from '../../domain/insights/robust.ts';
import { savingsRate } from '../../domain/insights/savings-insights.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { baseAmounts } from './base-amounts.ts';
import { createInsightRepository } from './repository.ts';
import { readReport } from './report.ts';

interface InsightServiceOptions {
  ledger: Ledger;
  clock: Clock;
  baseCurrency: () => string | null;
  /** Exchange rates as they are now. */
  rates: () => RateBook;
  accounts: () => readonly Account[];
  profile: () => Profile;
}

/** Months before the running one that are looked at. */
const MONTHS = 14;
const SAVINGS_MONTHS = 36;
const AHEAD = 12;
/** After so many days without a booking nobody has told the ledger what came. */
const SILENT_DAYS = 14;
const REPORT_DAYS = 5 * 366;
/** Money that can be had at once. */
const liquid: ReadonlySet<Account['kind']> = new Set(['checking', 'savings', 'cash'] satisfies Account['kind'][]);

interface Found {
  stamp: string;
  knownUntil: PlainDate;
  insights: Insight[];
  leftOut: string[];
}

export function createInsightService({ ledger, clock, baseCurrency, rates, accounts, profile }: InsightServiceOptions) {
  const reading = createInsightRepository(ledger.read);
  const currencyNow = (): string => baseCurrency() ?? 'EUR';
  let pending: { stamp: string; found: Promise<Found> } | null = null;

  const knownUntil = (today: PlainDate): PlainDate => {
    const last = reading.lastDate(today);
    return last !== null && daysBetween(last, today) > SILENT_DAYS ? last : today;
  };

  /** Differs whenever an insight might. */
  function stampNow(): string {
    const currency = currencyNow();
    const foreign = [...new Set(accounts().map((account) => account.currency))].filter((code) => code !== currency);
    const book = foreign.length === 0 ? null : rates();
    const today = clock.today();
    return JSON.stringify([today, currency, reading.lastChange(), foreign.map((code) => book?.find(code, currency, today)?.rate)]);
  }

  async function find(stamp: string): Promise<Found> {
    const today = clock.today();
    const categories = reading.categories();
    const amounts = baseAmounts(currencyNow(), today, rates);
    const until = knownUntil(today);
    const bookings: InsightBooking[] = [];
    for (const month of monthRange(shiftMonth(monthOf(until), -MONTHS), monthOf(until))) {
      for (const row of reading.bookings(month)) {
        const kind = row.category === null ? undefined : categories.get(row.category)?.kind;
        if (kind === 'transfer' || row.date > until) continue;
        const amountMinor = amounts.of(row.amount, row.currency, row.date);
        if (amountMinor === null) continue;
        bookings.push({
          txnId: idFromBytes(row.id),
          date: row.date,
          amountMinor,
          categoryId: row.category,
          payee: { key: row.payee.toString('hex'), name: row.payee_name },
          income: kind === 'income' || (kind === undefined && row.amount > 0),
        });
      }
      await nextTurn();
    }
    return { stamp, knownUntil: until, insights: findInsights({ today, knownUntil: until, bookings }), leftOut: amounts.missing() };
  }

  function found(): Promise<Found> {
    const stamp = stampNow();
    if (pending?.stamp !== stamp) {
      const begun = { stamp, found: find(stamp) };
      pending = begun;
      begun.found.catch(() => {
        if (pending === begun) pending = null;
      });
    }
    return pending.found;
  }

  async function list(): Promise<InsightList> {
    const { insights, knownUntil: until, leftOut } = await found();
    const categories = reading.categories();
    const dismissed = new Set(reading.dismissals().map(({ key }) => key));
    const open = insights.filter(({ key }) => !dismissed.has(key));
    return {
      currency: currencyNow(),
      today: clock.today(),
      knownUntil: until,
      items: open.map(({ txnIds, ...insight }): InsightAnswer => {
        const category = insight.categoryId === null ? undefined : categories.get(insight.categoryId);
        return { ...insight, categoryName: category?.name ?? null, color: category?.color ?? null, transactionIds: txnIds };
      }),
      dismissed: insights.length - open.length,
      leftOut,
    };
  }

  /** Whole months of the ledger, oldest first. A month without income takes that of the profile where none ever came. */
  function savedMonths(): Pick<Savings, 'months' | 'incomeFromProfile'> {
    const first = reading.firstDate();
    const until = knownUntil(clock.today());
    if (first === null) return { months: [], incomeFromProfile: false };
    const last = until === lastDayOf(monthOf(until)) ? monthOf(until) : shiftMonth(monthOf(until), -1);
    const begins = first.slice(8) <= '07' ? monthOf(first) : shiftMonth(monthOf(first), 1);
    const earliest = shiftMonth(last, 1 - SAVINGS_MONTHS);
    const from = begins > earliest ? begins : earliest;
    const categories = reading.categories();
    const amounts = baseAmounts(currencyNow(), clock.today(), rates);
    const flows = new Map(monthRange(from, last).map((month) => [month, { incomeMinor: 0, spendingMinor: 0 }]));
    for (const { month, currency, category_id, money_in, money_out } of reading.months(from, last)) {
      const flow = flows.get(month);
      const kind = categories.get(category_id)?.kind;
      if (flow === undefined || kind === 'transfer') continue;
      const moneyIn = amounts.of(money_in, currency, lastDayOf(month)) ?? 0;
      const moneyOut = amounts.of(money_out, currency, lastDayOf(month)) ?? 0;
      if (kind !== 'expense') flow.incomeMinor += kind === 'income' ? moneyIn - moneyOut : moneyIn;
      if (kind !== 'income') flow.spendingMinor += kind === 'expense' ? moneyOut - moneyIn : moneyOut;
    }
    const told = incomeOf(profile());
    const incomeFromProfile = told > 0 && [...flows.values()].every(({ incomeMinor }) => incomeMinor === 0);
    const months = [...flows].map(([month, flow]) => {
      const incomeMinor = incomeFromProfile ? told : flow.incomeMinor;
      const { spendingMinor } = flow;
      return { month, incomeMinor, spendingMinor, savedMinor: incomeMinor - spendingMinor, rate: savingsRate(incomeMinor, spendingMinor) };
    });
    return { months, incomeFromProfile };
  }

  return {
    list,

    /** What is open now, for those who tell of it: the same as the page shows. */
    currentInsights: async (): Promise<InsightAnswer[]> => (await list()).items,

    async dismiss(key: string) {
      const { change } = await ledger.commit({ label: 'Put an insight aside' }, (writer) => {
        if (createInsightRepository(writer.db).dismissals().some((each) => each.key === key)) return;
        writer.insert('insight_dismissal', { id: newIdBytes(), insight_key: key, dismissed_on: clock.today() });
      });
      return change;
    },

    async restoreDismissed() {
      const { change } = await ledger.commit({ label: 'Showed all insights again' }, (writer) => {
        const dismissals = createInsightRepository(writer.db).dismissals();
        if (dismissals.length === 0) throw new DomainError('NOT_FOUND', 'No insight was put aside.');
        for (const { id } of dismissals) writer.remove('insight_dismissal', id);
      });
      return change;
    },

    /** Of whole months, in minor units of the base currency, oldest first; what goals are projected from. */
    savedByMonth: (): number[] => savedMonths().months.map(({ savedMinor }) => savedMinor),

    savings(): Savings {
      const today = clock.today();
      const currency = currencyNow();
      const { months, incomeFromProfile } = savedMonths();
      const saved = months.map(({ savedMinor }) => savedMinor);
      const isKnown = saved.length >= LEAST_MONTHS;
      const amounts = baseAmounts(currency, today, rates);
      let netWorthMinor = 0;
      let liquidMinor = 0;
      for (const { kind, currency: own, valueMinor, closedOn } of accounts()) {
        if (closedOn !== null) continue;
        const value = amounts.of(valueMinor, own, today) ?? 0;
        netWorthMinor += value;
        if (liquid.has(kind)) liquidMinor += value;
      }
      const told = profile();
      if (accounts().length === 0) liquidMinor = told.cashMinor ?? 0;
      const monthlyMinor = months.length > 0 ? Math.round(median(months.slice(-12).map(({ spendingMinor }) => spendingMinor))) : costsOf(told);
      const from = shiftMonth(monthOf(today), 1);
      const inMonths = (projected: readonly ProjectedMonth[]) => projected.map((each, at) => ({ month: shiftMonth(from, at), ...each }));
      return {
        currency,
        months,
        incomeFromProfile,
        usual: isKnown ? usualSavings(saved) : null,
        savedAhead: isKnown ? inMonths(projectSum(0, saved, AHEAD)) : [],
        netWorthMinor,
        netWorthAhead: isKnown ? inMonths(projectSum(netWorthMinor, saved, AHEAD)) : [],
        reserve: monthlyMinor > 0 ? { liquidMinor, monthlyMinor, months: Math.max(0, Math.round((liquidMinor / monthlyMinor) * 10) / 10) } : null,
      };
    },

    report(from: PlainDate, to: PlainDate): Report {
      if (to < from) throw new DomainError('INVALID', 'The period ends before it begins.', 'to');
      if (daysBetween(from, to) > REPORT_DAYS) throw new DomainError('INVALID', 'A report covers five years at most.', 'from');
      return readReport(reading, baseAmounts(currencyNow(), clock.today(), rates), { from, to, currency: currencyNow() });
    },
  };
}

export type InsightService = ReturnType<typeof createInsightService>;

function incomeOf({ salaryMinor, businessMinor, freelanceMinor, otherIncomeMinor }: Profile): number {
  return (salaryMinor ?? 0) + (businessMinor ?? 0) + (freelanceMinor ?? 0) + (otherIncomeMinor ?? 0);
}

function costsOf({ rentMinor, billsMinor, loansMinor, subscriptionsMinor }: Profile): number {
  return (rentMinor ?? 0) + (billsMinor ?? 0) + (loansMinor ?? 0) + (subscriptionsMinor ?? 0);
}
