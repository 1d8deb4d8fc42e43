import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  Conversion,
  CurrencyInUse,
  FoundRate,
  ImpliedRate,
  OwnRate,
  OwnRateInput,
  RateCoverage,
  RatesUpdate,
} from '#shared/contract/currencies.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { isCurrency } from '#shared/currencies.ts';
import { addDays, daysBetween, fromDayNumber, toDayNumber, weekdayOf, type PlainDate } from '#shared/dates.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { checkJumps } from '../../domain/currencies/check-jumps.ts';
import { fixedRates } from '../../domain/currencies/fixed-rates.ts';
import { unpackRateHistory } from '../../domain/currencies/pack-rate-history.ts';
import { createRateBook, type FoundRate as FoundRateExact, type RateBook } from '../../domain/currencies/rate-book.ts';
import { firstAndLastDay, MAX_GAP_DAYS, mergeRates, newRates, rateOn, type RateHistory } from '../../domain/currencies/rate-history.ts';
import { formatRate, impliedRate } from '../../domain/currencies/rate.ts';
import { readEcbRates } from '../../domain/currencies/read-ecb-rates.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock, Download } from '../../ports.ts';
import type { JobRuns } from '../system/job-runs.ts';
import { createCurrencyRepository } from './repository.ts';
import { isZip, unzipSingle } from './unzip-single.ts';

const JOB = 'exchange-rates';
const ECB = 'https://www.ecb.europa.eu/stats/eurofxref';
/** The whole history unpacked is 2 MB as CSV and 9 MB as XML. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
const FETCH_TIMEOUT_MS = 20_000;
/** The file of 90 days, with a few to spare. */
const SHORT_FILE_DAYS = 80;
/** Rows between two pauses. */
const STEP_ROWS = 2000;

export interface CurrencyServiceParts {
  ledger: Ledger;
  clock: Clock;
  download: Download;
  jobRuns: JobRuns;
  /** The packed rates that ship with the app; asked for once, when the first rate is needed. */
  shipped: () => Uint8Array;
  baseCurrency: () => string | null;
  mayFetch: () => boolean;
  /** Called when published rates were added: reports in several currencies change. */
  updated: () => void;
}

export function createCurrencyService(parts: CurrencyServiceParts) {
  const { ledger, clock } = parts;
  const reading = createCurrencyRepository(ledger.read);
  let shipped: RateHistory | undefined;
  let known: RateHistory | undefined;

  const shippedHistory = (): RateHistory => (shipped ??= unpackRateHistory(parts.shipped()).history);
  const history = (): RateHistory => (known ??= mergeRates(shippedHistory(), reading.publishedRates()));
  /** Rates as they are now. For many conversions in a row; not to be kept. */
  const book = (): RateBook => createRateBook(history(), reading.ownRates());

  const take = async (bytes: Uint8Array): Promise<RatesUpdate> => {
    const text = new TextDecoder().decode(isZip(bytes) ? unzipSingle(bytes, MAX_FILE_BYTES) : bytes);
    const rates = readEcbRates(text);
    const before = history();
    // Half a second at most, for 27 years: others get their turn in between.
    await nextTurn();
    const fresh = newRates(before, rates);
    checkJumps(before, fresh);
    const knownDays = new Set(before.days);
    const newDays = new Set(fresh.map((rate) => rate.date).filter((date) => !knownDays.has(toDayNumber(date))));
    const changedRates = fresh.filter(({ currency, date }) => rateOn(before, currency, date)?.date === date).length;
    if (fresh.length > 0) {
      await ledger.directInSteps(function* (db) {
        const writing = createCurrencyRepository(db);
        for (const [at, rate] of fresh.entries()) {
          writing.putPublished(rate);
          if (at % STEP_ROWS === STEP_ROWS - 1) yield;
        }
      });
      known = mergeRates(before, fresh);
      parts.updated();
    }
    return {
      newDays: newDays.size,
      newRates: fresh.length - changedRates,
      changedRates,
      lastDay: firstAndLastDay(history().days)?.last ?? clock.today(),
    };
  };

  const fetchRates = (): Promise<RatesUpdate> => {
    if (!parts.mayFetch()) throw new DomainError('CONFLICT', 'Fetching exchange rates is switched off.');
    const last = firstAndLastDay(history().days)?.last;
    const recent = last !== undefined && daysBetween(last, clock.today()) <= SHORT_FILE_DAYS;
    const url = `${ECB}/${recent ? 'eurofxref-hist-90d.xml' : 'eurofxref-hist.zip'}`;
    return parts.jobRuns.record(JOB, async () => {
      const bytes = await parts.download(url, { maxBytes: MAX_FILE_BYTES, timeoutMs: FETCH_TIMEOUT_MS });
      const result = await take(bytes);
      return { result, message: result.newDays === 0 ? 'No new rates.' : `Rates of ${result.newDays} days.` };
    });
  };

  return {
    book,

    /** @throws DomainError NOT_FOUND when no rate is known, INVALID when the result is too large. */
    convert(amountMinor: number, from: string, to: string, date: PlainDate): Conversion {
      const found = book().convert(amountMinor, from, to, date);
      if (!found) throw unknownRate(from, to, date);
      return { ...plain(found), amountMinor: found.amountMinor };
    },

    /**
     * Evenly spread days from `start` to `end`; those without a rate are left out. Where nothing is known any more at
     * `end`, the same span of time up to the last known day.
     */
    history(from: string, to: string, start: PlainDate, end: PlainDate, points: number): { date: PlainDate; rate: string }[] {
      const rates = book();
      const length = daysBetween(start, end);
      if (length < 0) throw new DomainError('INVALID', 'The last day lies before the first.', 'end');
      const newest = rates.find(from, to, end);
      const last = newest && newest.daysOld > MAX_GAP_DAYS ? newest.rateDate : end;
      const first = toDayNumber(last) - length;
      const count = Math.min(points, length + 1);
      const found: { date: PlainDate; rate: string }[] = [];
      for (let at = 0; at < count; at += 1) {
        const date = fromDayNumber(first + (count === 1 ? 0 : Math.round((length * at) / (count - 1))));
        const rate = rates.find(from, to, date);
        if (rate && rate.daysOld <= MAX_GAP_DAYS) found.push({ date, rate: rate.rate });
      }
      return found;
    },

    coverage(): RateCoverage {
      const all = history();
      const days = firstAndLastDay(all.days);
      const codes = new Set(['EUR', ...all.series.keys(), ...fixedRates.map((fixed) => fixed.quote)]);
      const lastFetch = reading.lastFetch(JOB);
      return {
        firstDay: days?.first ?? null,
        lastDay: days?.last ?? null,
        addedDays: reading.addedDays(),
        currencies: [...codes].sort().map((code) => {
          const series = all.series.get(code);
          const own = series && firstAndLastDay(series.days);
          const fixed = fixedRates.find((each) => each.quote === code);
          return {
            code,
            firstDay: own?.first ?? null,
            lastDay: own?.last ?? null,
            fixed: fixed ? { base: fixed.base, rate: fixed.rate, since: fixed.since } : null,
          };
        }),
        lastFetch: lastFetch
          ? { at: lastFetch.at, ok: lastFetch.outcome === 'ok', message: lastFetch.message }
          : null,
      };
    },

    inUse(): CurrencyInUse[] {
      const base = parts.baseCurrency();
      const used = reading.inUse();
      if (base && !used.some(({ code }) => code === base)) used.push({ code: base, accounts: 0 });
      used.sort((a, b) => Number(b.code === base) - Number(a.code === base));
      const others = used.some(({ code }) => code !== base);
      const rates = others ? book() : null;
      return used.map(({ code, accounts }) => {
        const found = base && code !== base ? rates?.find(code, base, clock.today()) : null;
        return { code, accounts, inBase: found ? plain(found) : null };
      });
    },

    /** Null when an amount is zero. All in minor units; signs do not matter. */
    implied(paidMinor: number, currency: string, originalMinor: number, original: string, date: PlainDate): ImpliedRate | null {
      const rate = impliedRate(originalMinor, original, paidMinor, currency);
      if (!rate) return null;
      const found = book().convert(Math.abs(originalMinor), original, currency, date);
      return {
        rate: formatRate(rate, 6),
        reference: found && { ...plain(found), amountMinor: found.amountMinor },
        differenceMinor: found && Math.abs(paidMinor) - found.amountMinor,
      };
    },

    ownRates: (): OwnRate[] => reading.ownRates(),

    async addOwnRate(input: OwnRateInput) {
      const id = newIdBytes();
      const { change } = await ledger.commit({ label: `Added the rate ${inWords(input)}` }, (writer) => {
        checkOwnRate(createCurrencyRepository(writer.db), input, null);
        writer.insert('own_rate', { id, ...columnsOf(input) });
      });
      return { ...change, id: idFromBytes(id) };
    },

    async updateOwnRate(id: string, input: OwnRateInput) {
      const { change } = await ledger.commit({ label: `Changed the rate to ${inWords(input)}` }, (writer) => {
        const rates = createCurrencyRepository(writer.db);
        const bytes = idToBytes(id);
        if (!rates.ownRate(bytes)) throw gone();
        checkOwnRate(rates, input, bytes);
        writer.update('own_rate', bytes, columnsOf(input));
      });
      return change;
    },

    async removeOwnRate(id: string) {
      const bytes = idToBytes(id);
      const found = reading.ownRate(bytes);
      if (!found) throw gone();
      const { change } = await ledger.commit({ label: `Deleted a rate of ${found.base} and ${found.quote}` }, (writer) =>
        writer.remove('own_rate', bytes),
      );
      return change;
    },

    /** @throws DomainError UNREADABLE with the line at fault; then nothing was taken in. */
    importRates: (bytes: Uint8Array): Promise<RatesUpdate> => take(bytes),

    /** @throws DomainError CONFLICT when fetching is off, UNREADABLE when the bank could not be asked. */
    async fetchRates(): Promise<RatesUpdate> {
      return fetchRates();
    },

    /** In the background: asks the bank when that is switched on and a business day is missing. Never throws. */
    async fetchWhenDue(): Promise<void> {
      if (!parts.mayFetch()) return;
      const last = firstAndLastDay(history().days)?.last;
      if (last === undefined || last < lastBusinessDay(clock.today())) await fetchRates();
    },

    /** The ledger was replaced: rates are read anew. */
    forget(): void {
      known = undefined;
    },
  };
}

export type CurrencyService = ReturnType<typeof createCurrencyService>;

/** Before the afternoon's rates are out it asks once too often, which does no harm. */
function lastBusinessDay(today: PlainDate): PlainDate {
  const weekday = weekdayOf(today);
  return weekday <= 5 ? today : addDays(today, 5 - weekday);
}

function checkOwnRate(
  rates: ReturnType<typeof createCurrencyRepository>,
  { base, quote, validFrom, validTo }: OwnRateInput,
  self: Uint8Array | null,
): void {
  for (const [field, code] of [['base', base], ['quote', quote]] as const) {
    if (!isCurrency(code)) throw new DomainError('INVALID', `There is no currency ${code}.`, field);
  }
  if (base === quote) throw new DomainError('INVALID', 'A rate is between two currencies.', 'quote');
  if (validTo !== null && validTo < validFrom) {
    throw new DomainError('INVALID', 'The last day lies before the first.', 'validTo');
  }
  const other = rates.ownRateOfDays(base, quote, validFrom, validTo);
  if (other && (self === null || Buffer.compare(other, self) !== 0)) {
    throw new DomainError('CONFLICT', `You have a rate of ${base} and ${quote} for these days already.`, 'validFrom');
  }
}

function columnsOf({ base, quote, rate, validFrom, validTo, note }: OwnRateInput) {
  return { base, quote, rate, valid_from: validFrom, valid_to: validTo, note };
}

function inWords({ base, quote, rate }: OwnRateInput): string {
  return `1 ${base} = ${rate} ${quote}`;
}

/** Without the fraction, which stays inside the core. */
function plain({ rate, rateDate, source, steps, daysOld }: FoundRateExact): FoundRate {
  return { rate, rateDate, source, steps, daysOld };
}

function unknownRate(from: string, to: string, date: PlainDate): DomainError {
  return new DomainError('NOT_FOUND', `No rate between ${from} and ${to} is known for ${date}. You can enter your own.`);
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That rate is not there any more.');
}
