import type { Account } from '#shared/contract/accounts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { Goal, GoalDraft, GoalList } from '#shared/contract/goals.ts';
import { monthNumber, monthOf, shiftMonth, yearOf, type PlainMonth } from '#shared/dates.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import { LEAST_MONTHS, projectGoals, usualSavings } from '../../domain/goals/project-goals.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { createGoalRepository, type StoredGoal } from './repository.ts';

interface GoalServiceOptions {
  ledger: Ledger;
  clock: Clock;
  baseCurrency: () => string | null;
  rates: () => RateBook;
  accounts: () => readonly Account[];
  /** Of whole past months, in minor units of the base currency. */
  savedByMonth: () => number[];
}

export function createGoalService({ ledger, clock, baseCurrency, rates, accounts, savedByMonth }: GoalServiceOptions) {
  const reading = createGoalRepository(ledger.read);
  const currencyNow = (): string => baseCurrency() ?? 'EUR';

  /** At today's rate; as it is when none is known. */
  const inBase = (minor: number, from: string): number =>
    from === currencyNow() ? minor : (rates().convert(minor, from, currencyNow(), clock.today())?.amountMinor ?? minor);

  function list(): GoalList {
    const stored = reading.list();
    const contributions = reading.contributions();
    const balances = new Map(accounts().map((account) => [account.id, inBase(account.valueMinor, account.currency)]));
    const today = monthOf(clock.today());
    const history = savedByMonth();
    const goals = stored.map((goal) => {
      const own = contributions.filter(({ goalId }) => goalId === goal.id);
      const put = inBase(own.reduce((sum, { amountMinor }) => sum + amountMinor, 0), goal.currency);
      return {
        ...goal,
        targetMinor: inBase(goal.targetMinor, goal.currency),
        monthlyMinor: goal.monthlyMinor === null ? null : inBase(goal.monthlyMinor, goal.currency),
        savedMinor: goal.accountId === null ? put : Math.max(0, balances.get(goal.accountId) ?? 0),
        contributions: own.map(({ id, date, amountMinor, note }) => ({ id, date, amountMinor: inBase(amountMinor, goal.currency), note })),
      };
    });
    const projections = projectGoals(
      goals
        .filter(({ archivedOn }) => archivedOn === null)
        .map(({ id, targetMinor, savedMinor, monthlyMinor, byMonth }) => ({
          id, targetMinor, savedMinor, monthlyMinor, monthsLeft: byMonth === null ? null : Math.max(0, monthsBetween(today, byMonth) + 1),
        })),
      history,
    );
    const byId = new Map(projections.map((each) => [each.id, each]));
    const monthAt = (months: number | null | undefined): PlainMonth | null =>
      months === null || months === undefined ? null : shiftMonth(today, Math.max(0, months - 1));
    return {
      currency: currencyNow(),
      goals: goals.map(({ currency: _, ...goal }): Goal => {
        const projection = byId.get(goal.id);
        return {
          ...goal,
          probability: projection?.probability ?? null,
          reachedBy: monthAt(projection?.monthsToGo),
          soonest: monthAt(projection?.soonest),
          latest: monthAt(projection?.latest),
          neededMonthlyMinor: projection?.neededMonthlyMinor ?? null,
          safeMonthlyMinor: projection?.safeMonthlyMinor ?? null,
        };
      }),
      monthsKnown: history.length,
      usualSavings: history.length >= LEAST_MONTHS ? usualSavings(history) : null,
    };
  }

  const rowOf = (draft: GoalDraft): Row => ({
    name: draft.name,
    target_minor: draft.targetMinor,
    currency: currencyNow(),
    by_month: draft.byMonth,
    monthly_minor: draft.monthlyMinor,
    account_id: draft.accountId === null ? null : idToBytes(draft.accountId),
  });
  const stored = (writer: Writer, id: string): StoredGoal => {
    const found = createGoalRepository(writer.db).list().find((each) => each.id === id);
    if (!found) throw new DomainError('NOT_FOUND', 'That goal is not there any more.');
    return found;
  };
  const check = ({ accountId }: GoalDraft): void => {
    if (accountId !== null && !accounts().some(({ id }) => id === accountId)) {
      throw new DomainError('NOT_FOUND', 'That account is not there any more.', 'accountId');
    }
  };

  return {
    list,

    /** Goals that are reached and not archived, for those who tell of it. */
    reachedGoals: (): Goal[] => list().goals.filter((goal) => goal.archivedOn === null && goal.savedMinor >= goal.targetMinor),

    async create(draft: GoalDraft) {
      check(draft);
      const { change, result } = await ledger.commit({ label: `Set the goal ${draft.name}` }, (writer) => {
        const id = newIdBytes();
        const position = createGoalRepository(writer.db).nextPosition();
        writer.insert('goal', { id, ...rowOf(draft), position, created_on: clock.today() });
        return id;
      });
      return { ...change, id: idFromBytes(result) };
    },

    async update({ id, ...draft }: GoalDraft & { id: string }) {
      check(draft);
      const { change } = await ledger.commit({ label: `Changed the goal ${draft.name}` }, (writer) => {
        const before = stored(writer, id);
        writer.update('goal', idToBytes(id), rowOf(draft));
        if (before.currency === currencyNow()) return;
        for (const { id: own, goalId, amountMinor } of createGoalRepository(writer.db).contributions()) {
          if (goalId === id) writer.update('goal_contribution', idToBytes(own), { amount_minor: inBase(amountMinor, before.currency) });
        }
      });
      return change;
    },

    async archive(id: string, archived: boolean) {
      const name = reading.list().find((goal) => goal.id === id)?.name ?? '';
      const { change } = await ledger.commit({ label: `${archived ? 'Archived' : 'Took back'} the goal ${name}` }, (writer) => {
        stored(writer, id);
        writer.update('goal', idToBytes(id), { archived_on: archived ? clock.today() : null });
      });
      return change;
    },

    async remove(id: string) {
      const name = reading.list().find((goal) => goal.id === id)?.name ?? '';
      const { change } = await ledger.commit({ label: `Deleted the goal ${name}` }, (writer) => {
        stored(writer, id);
        for (const own of createGoalRepository(writer.db).contributions()) {
          if (own.goalId === id) writer.remove('goal_contribution', idToBytes(own.id));
        }
        writer.remove('goal', idToBytes(id));
      });
      return change;
    },

    async contribute({ goalId, date, amountMinor, note }: { goalId: string; date: string; amountMinor: number; note: string }) {
      if (amountMinor === 0) throw new DomainError('INVALID', 'The amount is not zero.', 'amountMinor');
      const name = reading.list().find((goal) => goal.id === goalId)?.name ?? '';
      const { change } = await ledger.commit({ label: `${amountMinor > 0 ? 'Put aside for' : 'Took from'} ${name}` }, (writer) => {
        const goal = stored(writer, goalId);
        if (goal.accountId !== null) {
          throw new DomainError('CONFLICT', `What is saved for ${goal.name} is the balance of its account.`);
        }
        const own = goal.currency === currencyNow() ? amountMinor : (rates().convert(amountMinor, currencyNow(), goal.currency, clock.today())?.amountMinor ?? amountMinor);
        writer.insert('goal_contribution', { id: newIdBytes(), goal_id: idToBytes(goalId), date, amount_minor: own, note });
      });
      return change;
    },

    async removeContribution(id: string) {
      const { change } = await ledger.commit({ label: 'Took back a contribution' }, (writer) => {
        if (!createGoalRepository(writer.db).contributions().some((each) => each.id === id)) {
          throw new DomainError('NOT_FOUND', 'That contribution is not there any more.');
        }
        writer.remove('goal_contribution', idToBytes(id));
      });
      return change;
    },
  };
}

export type GoalService = ReturnType<typeof createGoalService>;

function monthsBetween(from: PlainMonth, to: PlainMonth): number {
  return (yearOf(to) - yearOf(from)) * 12 + monthNumber(to) - monthNumber(from);
}
