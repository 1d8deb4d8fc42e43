import { createHash } from 'node:crypto';
import type { CashFlow, ForecastOutlook, PastForecast } from '#shared/contract/forecasts.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { addDays, monthOf, shiftMonth, type PlainDate } from '#shared/dates.ts';
import { idFromBytes } from '#shared/ids.ts';
import type { RateBook } from '../../domain/currencies/rate-book.ts';
import type { RecurringItem } from '../../domain/recurrence/recurring-item.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { BalanceForecast } from '../../ml/forecast/balance-forecast.ts';
import type { ReplayedMonth } from '../../ml/forecast/replay.ts';
import { slowNames, type SlowFit, type SlowName } from '../../ml/forecast/slow-models.ts';
import type { Clock, Logger, Workers } from '../../ports.ts';
import type { ForecastAnswers, ForecastInput, KeptSlowFit, MonthsAnswer } from './forecast-task.ts';
import { fingerprintOf, type PackedBookings } from './packed-bookings.ts';
import { readAccountFlows, readFlows } from './read-bookings.ts';
import { createForecastRepository, type ForecastAccount, type ForecastCategory, type MadeForecast } from './repository.ts';

/** A payment that somebody knows of: a bill. */
export interface KnownPayment {
  date: PlainDate;
  /** Minor units of the base currency, with its sign. */
  amountMinor: number;
  payeeId: string | null;
  name: string;
}

interface ForecastServiceOptions {
  ledger: Ledger;
  clock: Clock;
  workers: Workers;
  logger: Logger;
  baseCurrency: () => string | null;
  /** Exchange rates as they are now; asked for only when there is something to convert. */
  rates: () => RateBook;
  publish: (event: CoreEvent) => void;
  /** Bills that are due from one day to another. Without it, only what the history shows recurs. */
  bills?: (from: PlainDate, to: PlainDate) => KnownPayment[];
}

/** Raised when the same data would be forecast differently. */
const ENGINE = '2';
const HORIZON = 12;
const CATEGORIES = 12;
/** Years that a forecast looks back on; older habits say little. */
const MONTHS_BACK = 72;
const BALANCE_MONTHS_BACK = 37;
/** Months ahead whose forecasts are kept to be judged. */
const KEPT_AHEAD = 3;
const PAST_MONTHS = 12;
const everydayKinds = new Set(['checking', 'cash', 'credit']);
const balanceKinds = new Set(['checking', 'cash', 'credit', 'savings']);

interface CachedMonths {
  /** Null while no month is complete. */
  answer: MonthsAnswer | null;
  stage: 'quick' | 'refined';
  unavailable: SlowName[];
  leftOut: string[];
  knownUntil: PlainDate;
}

interface CachedBalance {
  forecast: BalanceForecast;
  leftOut: string[];
  knownUntil: PlainDate;
}

interface KeptReplay {
  months: readonly ReplayedMonth[];
}

interface Refinement {
  stamp: string;
  controller: AbortController;
  done: number;
  ended: Promise<void>;
}

/** The steps of the refinement, each as long as its share of a hundred. */
const steps: readonly { task: 'replay' | SlowName; share: number }[] = [
  { task: 'replay', share: 40 },
  { task: 'prophet', share: 20 },
  { task: 'lstm', share: 35 },
];

export function createForecastService({ ledger, clock, workers, logger, baseCurrency, rates, publish, bills }: ForecastServiceOptions) {
  const reading = createForecastRepository(ledger.read);
  const currencyNow = (): string => baseCurrency() ?? 'EUR';
  let pending: { stamp: string; months: Promise<CachedMonths> } | null = null;
  let refinement: Refinement | null = null;
  /** The slow models were stopped on this data, or failed on it. */
  let stoppedAt: string | null = null;
  let closed = false;

  const write = (work: (repository: ReturnType<typeof createForecastRepository>) => void): Promise<void> =>
    ledger.direct((db) => work(createForecastRepository(db)));

  const run = <Kind extends ForecastInput['kind']>(
    input: Extract<ForecastInput, { kind: Kind }>,
    options: Parameters<Workers['run']>[2] = {},
  ): Promise<ForecastAnswers[Kind]> => workers.run<ForecastInput, ForecastAnswers[Kind]>('forecast', input, options);

  /** Differs whenever a forecast might. */
  function stampNow(): string {
    const currency = currencyNow();
    const today = clock.today();
    const foreign = [...new Set(reading.accounts().map((account) => account.currency))].filter((code) => code !== currency);
    const book = foreign.length === 0 ? null : rates();
    const found = foreign.map((code) => [code, book?.find(code, currency, today)?.rate, book?.find(code, currency, today)?.rateDate]);
    return JSON.stringify([ENGINE, today, currency, reading.lastChange(), found]);
  }

  const context = (monthsBack: number) => {
    const today = clock.today();
    return { reading, from: shiftMonth(monthOf(today), -monthsBack), today, currency: currencyNow(), rates };
  };

  const monthsInput = (bookings: PackedBookings, knownUntil: PlainDate) => ({ bookings, today: knownUntil, horizon: HORIZON, categories: CATEGORIES });

  function keptFits(): KeptSlowFit[] {
    return slowNames.flatMap((name) => {
      const kept = reading.cached(`fit:${name}`);
      return kept === undefined ? [] : [{ key: kept.fingerprint, fit: JSON.parse(kept.payload) as SlowFit }];
    });
  }

  /** Kept, or worked out without what takes long. */
  async function months(): Promise<CachedMonths> {
    const stamp = stampNow();
    const kept = reading.cached('months');
    if (kept?.stamp === stamp) return JSON.parse(kept.payload) as CachedMonths;
    if (pending?.stamp === stamp) return pending.months;
    const made = makeMonths(stamp).finally(() => {
      if (pending?.stamp === stamp) pending = null;
    });
    pending = { stamp, months: made };
    return made;
  }

  async function makeMonths(stamp: string): Promise<CachedMonths> {
    stopRefining();
    const { bookings, leftOut, knownUntil } = await readFlows(context(MONTHS_BACK));
    const fingerprint = fingerprintOf(bookings, `${ENGINE} ${knownUntil} ${currencyNow()}`);
    const kept = reading.cached('months');
    if (kept?.fingerprint === fingerprint) {
      await write((repository) => repository.restamp('months', stamp));
      return JSON.parse(kept.payload) as CachedMonths;
    }
    const slow = keptFits();
    const answer = await run({ kind: 'months', ...monthsInput(bookings, knownUntil), slow });
    // Learned on the same months already, only the month that runs is another: nothing is left to do.
    const isKnown = answer !== null && isRefined(answer.key);
    const cached: CachedMonths = { answer, stage: isKnown ? 'refined' : 'quick', unavailable: [], leftOut, knownUntil };
    await keepMonths(cached, stamp, fingerprint);
    return cached;
  }

  const isRefined = (key: string): boolean =>
    reading.cached('replay')?.fingerprint === key && slowNames.every((name) => reading.cached(`fit:${name}`)?.fingerprint === key);

  function keepMonths(cached: CachedMonths, stamp: string, fingerprint: string): Promise<void> {
    const today = clock.today();
    const made = cached.answer === null ? [] : madeOf(cached.answer, today, currencyNow());
    return write((repository) => {
      repository.keep('months', { stamp, fingerprint, payload: JSON.stringify(cached) });
      repository.keepMade(monthOf(today), made);
    });
  }

  /** Lets the slow models learn unless they have, are at it, or were stopped. */
  function refineSoon(cached: CachedMonths): void {
    const stamp = stampNow();
    if (closed || cached.answer === null || cached.stage === 'refined' || refinement?.stamp === stamp || stoppedAt === stamp) return;
    stopRefining();
    const controller = new AbortController();
    const started: Refinement = { stamp, controller, done: 0, ended: Promise.resolve() };
    refinement = started;
    started.ended = refine(started)
      .catch((error: unknown) => {
        if (controller.signal.aborted) return;
        logger.warn('forecast-refinement-failed', { error });
        // It would fail again at the next look: only who asks for it gets another try.
        stoppedAt = stamp;
      })
      .finally(() => {
        if (refinement === started) refinement = null;
        if (!closed) publish({ kind: 'forecasts-changed' });
      });
  }

  async function refine(own: Refinement): Promise<void> {
    const { stamp, controller } = own;
    const { signal } = controller;
    const { bookings, leftOut, knownUntil } = await readFlows(context(MONTHS_BACK));
    const input = monthsInput(bookings, knownUntil);
    const kept = reading.cached('months');
    const key = kept ? (JSON.parse(kept.payload) as CachedMonths).answer?.key : undefined;
    // Somebody changed the ledger while it was read: the next question starts over.
    if (kept === undefined || key === undefined || stampNow() !== stamp) return;
    const unavailable: SlowName[] = [];
    let before = 0;
    for (const { task, share } of steps) {
      const from = before;
      const progressed = (done: number, total: number): void => {
        own.done = Math.round(from + (share * done) / total);
        publish({ kind: 'forecast-progress', done: own.done, total: 100 });
      };
      progressed(0, 1);
      const options = { signal, onProgress: progressed };
      const name = task === 'replay' ? 'replay' : `fit:${task}`;
      if (reading.cached(name)?.fingerprint !== key) {
        const made =
          task === 'replay'
            ? { months: await run({ kind: 'replay', ...input }, options) }
            : await run({ kind: 'fit', ...input, model: task }, options);
        signal.throwIfAborted();
        if (made === null) unavailable.push(task as SlowName);
        else await write((repository) => repository.keep(name, { stamp, fingerprint: key, payload: JSON.stringify(made) }));
      }
      before += share;
    }
    const answer = await run({ kind: 'months', ...input, slow: keptFits() }, { signal });
    signal.throwIfAborted();
    await keepMonths({ answer, stage: 'refined', unavailable, leftOut, knownUntil }, stamp, kept.fingerprint);
  }

  function stopRefining(): boolean {
    if (refinement === null) return false;
    refinement.controller.abort();
    refinement = null;
    return true;
  }

  function accountsOf(ids: readonly string[] | undefined): { offered: ForecastAccount[]; included: ForecastAccount[] } {
    const offered = reading.accounts().filter((account) => balanceKinds.has(account.kind) && account.closed_on === null);
    if (ids !== undefined) {
      const included = offered.filter(({ id }) => ids.includes(idFromBytes(id)));
      if (included.length < new Set(ids).size) throw new DomainError('NOT_FOUND', 'That account is not there any more.', 'accountIds');
      return { offered, included };
    }
    const everyday = offered.filter(({ kind }) => everydayKinds.has(kind));
    return { offered, included: everyday.length > 0 ? everyday : offered };
  }

  return {
    async outlook(): Promise<ForecastOutlook | null> {
      const cached = await months();
      if (cached.answer === null) return null;
      refineSoon(cached);
      return outlookOf(cached, cached.answer);
    },

    async refine(): Promise<{ started: boolean }> {
      const cached = await months();
      if (cached.stage === 'refined' || refinement !== null) return { started: false };
      stoppedAt = null;
      refineSoon(cached);
      return { started: refinement !== null };
    },

    cancel(): { stopped: boolean } {
      stoppedAt = stampNow();
      return { stopped: stopRefining() };
    },

    async cashFlow({ accountIds, days }: { accountIds?: string[] | undefined; days: number }): Promise<CashFlow> {
      const today = clock.today();
      const currency = currencyNow();
      const { offered, included } = accountsOf(accountIds);
      const due = bills?.(addDays(today, 1), addDays(today, days)) ?? [];
      const name = `balance:${days}:${hashOf(included.map(({ id }) => idFromBytes(id)))}`;
      const stamp = `${stampNow()} ${hashOf(due)}`;
      let book: RateBook | undefined;
      const missing = new Set<string>();
      const balanceOf = (account: ForecastAccount): number => {
        const balance = account.balance - reading.bookedAfter(account.id, today);
        if (account.currency === currency) return balance;
        const found = (book ??= rates()).convert(balance, account.currency, currency, today);
        if (found === null) missing.add(account.currency);
        return found?.amountMinor ?? 0;
      };
      const balances = new Map(offered.map((account) => [account, balanceOf(account)]));
      const balanceMinor = included.reduce((sum, account) => sum + (balances.get(account) ?? 0), 0);
      const kept = reading.cached(name);
      let cached: CachedBalance;
      if (kept?.stamp === stamp) cached = JSON.parse(kept.payload) as CachedBalance;
      else {
        const { bookings, leftOut, knownUntil } = await readAccountFlows(context(BALANCE_MONTHS_BACK), included);
        const known = due.map(({ date, amountMinor, payeeId, name: payee }) => {
          return { date, amountMinor, payee: payeeId === null ? `${NAMED}${payee}` : payeeId.replaceAll('-', '') };
        });
        // Somebody waits for this one: what the slow models have not finished, they begin again.
        const isInterrupted = stopRefining();
        const forecast = await run({ kind: 'balance', bookings, today: knownUntil, days, balanceMinor, bills: known });
        if (isInterrupted) refineSoon(await months());
        cached = { forecast, leftOut, knownUntil };
        const payload = JSON.stringify(cached);
        await write((repository) => {
          repository.dropOthers('balance:', stamp);
          repository.keep(name, { stamp, fingerprint: fingerprintOf(bookings, stamp), payload });
        });
      }
      const { forecast, leftOut, knownUntil } = cached;
      const payees = [...forecast.events.map(({ payee }) => payee), ...forecast.recurring.map(({ key }) => key)];
      const names = reading.payeeNames([...new Set(payees)].filter((payee) => !payee.startsWith(NAMED)));
      const nameOf = (payee: string) => (payee.startsWith(NAMED) ? payee.slice(NAMED.length) : (names.get(payee) ?? ''));
      const ids = itemIds(forecast.recurring);
      return {
        currency,
        today,
        knownUntil,
        accounts: offered.map((account) => ({
          id: idFromBytes(account.id),
          name: account.name,
          included: included.includes(account),
          balanceMinor: balances.get(account) ?? 0,
        })),
        balanceMinor,
        days: forecast.days.map(({ date, expected, range80, range95, doubt }) => ({ date, expectedMinor: expected, range80, range95, doubtMinor: doubt })),
        events: forecast.events.map(({ date, amountMinor, payee, source, item, dueSince }) => ({
          date,
          name: nameOf(payee),
          payeeId: payeeIdOf(payee),
          amountMinor,
          source,
          itemId: item === null ? null : (ids[item] ?? null),
          dueSince,
        })),
        recurring: forecast.recurring.map((item, at) => ({
          id: ids[at] as string,
          name: nameOf(item.key),
          payeeId: payeeIdOf(item.key),
          amountMinor: item.amountMinor,
          period: item.period,
          next: item.next,
          last: item.last,
          late: item.state === 'late',
          times: item.bookings.length,
        })),
        spendingADayMinor: forecast.spendingADay,
        incomeADayMinor: forecast.incomeADay,
        tested: forecast.tested,
        leftOut: [...new Set([...leftOut, ...missing])].sort(),
      };
    },

    /** Once a month also for who never looks, so that later there is something to hold against what came. */
    async makeMonthly(): Promise<void> {
      if (!closed && !reading.wasMadeIn(monthOf(clock.today()))) await months();
    },

    /** Ends what runs in the background. */
    async stop(): Promise<void> {
      closed = true;
      const ending = refinement?.ended;
      stopRefining();
      await ending;
    },
  };

  function outlookOf({ stage, unavailable, leftOut, knownUntil }: CachedMonths, { forecast, scores, replayed, key }: MonthsAnswer): ForecastOutlook {
    const categories = reading.categories();
    const order = { total: 0, income: 1, category: 2 };
    const series = forecast.series.toSorted((a, b) => order[a.kind] - order[b.kind]).map(({ id, kind, history, months: ahead, sentence, weights }) => {
      const category = kind === 'category' ? categories.get(id) : undefined;
      return {
        kind,
        categoryId: kind === 'category' && id !== '' ? id : null,
        name: nameOfSeries(kind, category),
        color: category?.color ?? null,
        historyMinor: [...history],
        ahead: ahead.map(({ month, expected, certain, range80, range95 }) => ({ month, expectedMinor: expected, certainMinor: certain, range80, range95 })),
        sentence,
        weights: Object.entries(weights)
          .map(([model, share]) => ({ model, share }))
          .filter(({ share }) => share > 0)
          .sort((a, b) => b.share - a.share),
      };
    });
    const kept = reading.cached('replay');
    const known = kept?.fingerprint === key ? (JSON.parse(kept.payload) as KeptReplay).months : replayed;
    return {
      currency: currencyNow(),
      today: clock.today(),
      knownUntil,
      stage,
      refining: refinement === null ? null : { done: refinement.done, total: 100 },
      unavailable,
      firstMonth: forecast.firstMonth,
      series,
      past: pastOf(forecast, known),
      scores: [...scores],
      leftOut,
    };
  }

  /** What was really said comes before what would have been. */
  function pastOf({ firstMonth, series }: MonthsAnswer['forecast'], replayed: readonly ReplayedMonth[]): PastForecast[] {
    const length = series[0]?.history.length ?? 0;
    const from = shiftMonth(firstMonth, Math.max(0, length - PAST_MONTHS));
    const keyOf = (month: string, kind: string, id: string): string => `${month} ${kind} ${id}`;
    const made = new Map(reading.madeBefore(from, currencyNow()).map((one) => [keyOf(one.month, one.kind, one.category_id), one]));
    const again = new Map(replayed.map((one) => [keyOf(one.month, one.kind, one.kind === 'category' ? one.id : ''), one]));
    const past: PastForecast[] = [];
    for (let at = Math.max(0, length - PAST_MONTHS); at < length; at++) {
      const month = shiftMonth(firstMonth, at);
      for (const { id, kind, history } of series) {
        const categoryId = kind === 'category' ? id : '';
        const shared = { month, kind, categoryId: categoryId === '' ? null : categoryId, cameMinor: history[at] as number };
        const one = made.get(keyOf(month, kind, categoryId));
        const other = again.get(keyOf(month, kind, categoryId));
        if (one !== undefined) {
          past.push({
            ...shared,
            madeOn: one.made_on,
            kept: true,
            expectedMinor: one.expected_minor,
            range80: { low: one.low80_minor, high: one.high80_minor },
            range95: { low: one.low95_minor, high: one.high95_minor },
          });
        } else if (other !== undefined) {
          const { madeOn, expected, range80, range95 } = other;
          past.push({ ...shared, madeOn, kept: false, expectedMinor: expected, range80, range95 });
        }
      }
    }
    return past;
  }
}

export type ForecastService = ReturnType<typeof createForecastService>;

/** Stands before the name of who has no payee in the ledger. */
const NAMED = 'name:';

function payeeIdOf(payee: string): string | null {
  return /^[0-9a-f]{32}$/.test(payee) ? idFromBytes(Buffer.from(payee, 'hex')) : null;
}

function nameOfSeries(kind: 'total' | 'category' | 'income', category: ForecastCategory | undefined): string {
  if (kind === 'total') return 'Spending';
  if (kind === 'income') return 'Income';
  return category?.name ?? 'Uncategorised';
}

function itemIds(items: readonly RecurringItem[]): string[] {
  const taken = new Map<string, number>();
  return items.map(({ key, amountMinor, period, day }) => {
    const id = `${key}:${amountMinor < 0 ? 'out' : 'in'}:${period.count}${period.unit}:${day}`;
    const times = (taken.get(id) ?? 0) + 1;
    taken.set(id, times);
    return times === 1 ? id : `${id}:${times}`;
  });
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

/** Of months that have not begun. */
function madeOf({ forecast }: MonthsAnswer, today: PlainDate, currency: string): MadeForecast[] {
  return forecast.series.flatMap(({ id, kind, months }) =>
    months
      .filter(({ month }) => month > monthOf(today))
      .slice(0, KEPT_AHEAD)
      .map(({ month, expected, range80, range95 }) => ({
        month,
        kind,
        category_id: kind === 'category' ? id : '',
        made_on: today,
        currency,
        expected_minor: expected,
        low80_minor: range80.low,
        high80_minor: range80.high,
        low95_minor: range95.low,
        high95_minor: range95.high,
      })),
  );
}
