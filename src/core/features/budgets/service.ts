import type { BudgetLine, BudgetMonth } from '#shared/contract/budgets.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { lastDayOf, shiftMonth } from '#shared/dates.ts';
import { newIdBytes } from '#shared/ids.ts';
import { budgetIn, carriedInto, type Budget } from '../../domain/budgets/budget-history.ts';
import { assignedTotal, budgetProgress } from '../../domain/budgets/budget-progress.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { incomeOf, keyOf, spendingByTarget } from './monthly-flows.ts';
import { createBudgetRepository, type BudgetCategory, type StoredEntry } from './repository.ts';

interface BudgetServiceOptions {
  ledger: Ledger;
  clock: Clock;
  baseCurrency: () => string | null;
  /** Exchange rates as they are now; asked for only when there is something to convert. */
  rates: () => RateBook;
}

export interface BudgetWish {
  categoryId: string | null;
  month: string;
  /** Minor units of the base currency. */
  amountMinor: number;
  rollOver: boolean;
  alertPercent: number;
}

export interface EnvelopeMove {
  fromId: string;
  toId: string;
  month: string;
  /** Minor units of the base currency. */
  amountMinor: number;
}

export function createBudgetService({ ledger, clock, baseCurrency, rates }: BudgetServiceOptions) {
  const reading = createBudgetRepository(ledger.read);
  const currencyNow = (): string => baseCurrency() ?? 'EUR';

  /** What an entry holds, in another currency at the rate of the month; as it is when no rate is known. */
  const inCurrency = (entry: Budget & StoredEntry, currency: string, month: string): number => {
    if (entry.currency === currency) return entry.amountMinor;
    const day = lastDayOf(month) < clock.today() ? lastDayOf(month) : clock.today();
    return rates().convert(entry.amountMinor, entry.currency, currency, day)?.amountMinor ?? entry.amountMinor;
  };

  return {
    month(month: string): BudgetMonth {
      const currency = currencyNow();
      const today = clock.today();
      const categories = reading.categories();
      const byId = new Map(categories.map((category) => [category.id, category]));
      const stored = reading.entries();
      const sums = reading.sums(stored[0] && stored[0].fromMonth < month ? stored[0].fromMonth : month, month);

      const leftOut = new Set<string>();
      let book: RateBook | undefined;
      const convert = (minor: number, from: string, of: string): number => {
        if (from === currency || minor === 0) return minor;
        book ??= rates();
        const day = lastDayOf(of) < today ? lastDayOf(of) : today;
        const found = book.convert(minor, from, currency, day);
        if (!found) leftOut.add(from);
        return found?.amountMinor ?? 0;
      };
      const spending = spendingByTarget(sums, byId, convert);
      const spentIn = (categoryId: string | null, of: string): number => spending.get(keyOf(categoryId, of)) ?? 0;

      const targets = byTarget(stored);
      const line = (category: BudgetCategory | null): BudgetLine | null => {
        const categoryId = category?.id ?? null;
        const entries = (targets.get(categoryId ?? '') ?? []).map((entry) => ({
          ...entry,
          amountMinor: entry.amountMinor === null ? null : convert(entry.amountMinor, entry.currency, month),
        }));
        const budget = budgetIn(entries, month);
        if (!budget) return null;
        const carriedMinor = carriedInto(entries, month, (of) => spentIn(categoryId, of));
        const spentMinor = spentIn(categoryId, month);
        const { amountMinor, rollOver, alertPercent, fromMonth } = budget;
        return {
          categoryId,
          groupId: category?.parent_id ?? null,
          name: category?.name ?? 'Everything',
          color: category?.color ?? null,
          amountMinor,
          carriedMinor,
          spentMinor,
          ...budgetProgress({ amountMinor, carriedMinor, spentMinor, alertPercent }, month, today),
          rollOver,
          alertPercent,
          since: fromMonth,
        };
      };
      const ordered = inTreeOrder(categories);
      const lines = [null, ...ordered].flatMap((category) => line(category) ?? []);
      const covered = new Set(lines.map((each) => each.categoryId));
      const unbudgeted = ordered
        .filter((each) => !covered.has(each.id) && !(each.parent_id && covered.has(each.parent_id)))
        // A group is named by its leaves; only what was booked on it directly would be missing.
        .filter((each) => each.parent_id !== null || !categories.some((leaf) => leaf.parent_id === each.id))
        .map((each) => ({
          categoryId: each.id,
          groupId: each.parent_id,
          name: each.name,
          color: each.color,
          spentMinor: spentIn(each.id, month),
        }))
        .filter((each) => each.spentMinor > 0)
        .sort((a, b) => b.spentMinor - a.spentMinor);

      return {
        month,
        currency,
        lines,
        unbudgeted,
        incomeMinor: incomeOf(sums, month, byId, convert),
        spentMinor: spentIn(null, month),
        assignedMinor: assignedTotal(lines),
        differsFromLastMonth: toCopy(targets, month).length > 0,
        leftOut: [...leftOut].sort(),
      };
    },

    /** Lines of a month that reached the share their person wants to be told at, or are over. */
    overThreshold(month: string): BudgetLine[] {
      return this.month(month).lines.filter(({ state }) => state !== 'within');
    },

    history(categoryId: string | null) {
      return reading
        .entries()
        .filter((entry) => entry.categoryId === categoryId)
        .map(({ fromMonth, amountMinor, currency, rollOver, alertPercent }) => ({ fromMonth, amountMinor, currency, rollOver, alertPercent }));
    },

    async set(wish: BudgetWish) {
      const name = nameOf(reading.categories(), wish.categoryId);
      const { change } = await ledger.commit({ label: `Set the budget of ${name}` }, (writer) =>
        put(writer, { ...wish, currency: currencyNow() }),
      );
      return change;
    },

    async end(categoryId: string | null, month: string) {
      const now = byTarget(reading.entries()).get(categoryId ?? '') ?? [];
      const budget = budgetIn(now, month);
      if (!budget) throw new DomainError('NOT_FOUND', 'There is no budget to end in that month.');
      const name = nameOf(reading.categories(), categoryId);
      const { change } = await ledger.commit({ label: `Ended the budget of ${name}` }, (writer) =>
        put(writer, { ...budget, categoryId, month, amountMinor: null, currency: currencyNow() }),
      );
      return change;
    },

    /** Takes from one envelope and gives to another in that month alone; the months after it stay as they were. */
    async move({ fromId, toId, month, amountMinor }: EnvelopeMove) {
      const categories = reading.categories();
      const names = [fromId, toId].map((id) => nameOf(categories, id));
      const parentOf = (id: string) => categories.find((each) => each.id === id)?.parent_id;
      if (fromId === toId || parentOf(fromId) === toId || parentOf(toId) === fromId) {
        throw new DomainError('INVALID', 'Choose two envelopes that are not one inside the other.', 'toId');
      }
      const currency = currencyNow();
      const { change } = await ledger.commit({ label: `Moved money from ${names[0]} to ${names[1]}` }, (writer) => {
        const targets = byTarget(createBudgetRepository(writer.db).entries());
        for (const [categoryId, by] of [[fromId, -amountMinor], [toId, amountMinor]] as const) {
          const entries = targets.get(categoryId) ?? [];
          const before = budgetIn(entries, month);
          const held = before ? inCurrency(before as Budget & StoredEntry, currency, month) : 0;
          if (held + by < 0) {
            throw new DomainError('INVALID', `${names[0] ?? ''} holds less than that.`, 'amountMinor');
          }
          const { rollOver, alertPercent } = before ?? { rollOver: false, alertPercent: 90 };
          const next = shiftMonth(month, 1);
          if (!entries.some(({ fromMonth }) => fromMonth === next)) {
            put(writer, { categoryId, month: next, amountMinor: before ? held : null, currency, rollOver, alertPercent });
          }
          put(writer, { categoryId, month, amountMinor: held + by, currency, rollOver, alertPercent });
        }
      });
      return change;
    },

    async copyLastMonth(month: string) {
      if (toCopy(byTarget(reading.entries()), month).length === 0) {
        throw new DomainError('NOT_FOUND', 'The budgets are those of the month before already.');
      }
      const { change } = await ledger.commit({ label: 'Copied the budgets of the month before' }, (writer) => {
        for (const copied of toCopy(byTarget(createBudgetRepository(writer.db).entries()), month)) put(writer, copied);
      });
      return change;
    },
  };
}

export type BudgetService = ReturnType<typeof createBudgetService>;

/** Part of a larger change too: an entry for the month, made or changed. */
export function put(writer: Writer, wish: Omit<BudgetWish, 'amountMinor'> & { amountMinor: number | null; currency: string }): void {
  const { categoryId, month, amountMinor, currency, rollOver, alertPercent } = wish;
  const columns = { amount_minor: amountMinor, currency, roll_over: rollOver ? 1 : 0, alert_percent: alertPercent };
  const found = createBudgetRepository(writer.db)
    .entries()
    .find((entry) => entry.categoryId === categoryId && entry.fromMonth === month);
  if (found) writer.update('budget', found.id, columns);
  else writer.insert('budget', { id: newIdBytes(), category_id: categoryId, from_month: month, ...columns });
}

/** Entries that would make a month like the one before. Budgets that are new in it stay. */
function toCopy(targets: Map<string, StoredEntry[]>, month: string) {
  return [...targets.values()].flatMap((entries) => {
    const before = budgetIn(entries, shiftMonth(month, -1)) as (Budget & StoredEntry) | null;
    const now = budgetIn(entries, month);
    if (!before) return [];
    const same = now?.amountMinor === before.amountMinor && now.rollOver === before.rollOver && now.alertPercent === before.alertPercent;
    return same ? [] : [{ ...before, month, amountMinor: before.amountMinor }];
  });
}

function byTarget(entries: readonly StoredEntry[]): Map<string, StoredEntry[]> {
  return Map.groupBy(entries, (entry) => entry.categoryId ?? '');
}

/** Spending categories that are there: each group, then its leaves. */
function inTreeOrder(categories: readonly BudgetCategory[]): BudgetCategory[] {
  const there = categories.filter((each) => each.deleted_change === null && each.kind === 'expense');
  return there
    .filter((each) => each.parent_id === null)
    .flatMap((group) => [group, ...there.filter((leaf) => leaf.parent_id === group.id)]);
}

function nameOf(categories: readonly BudgetCategory[], categoryId: string | null): string {
  if (categoryId === null) return 'everything';
  const found = categories.find((each) => each.id === categoryId && each.deleted_change === null);
  if (!found) throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
  if (found.kind !== 'expense') throw new DomainError('INVALID', 'Budgets are for spending.', 'categoryId');
  return found.name;
}
