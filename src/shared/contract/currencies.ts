import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

/** A plain decimal above zero with a point: so many of one currency for one of another. Text, never a float. */
export const rateText = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,15})?$/, 'A rate is a number such as 1.0843.')
  .refine((text) => /[1-9]/.test(text), 'A rate is above zero.');

export const rateSource = z.enum(['ecb', 'own', 'fixed']);

/** One rate as it was published, entered or fixed by law. */
export const rateStep = z.object({
  base: currency,
  quote: currency,
  /** So many `quote` for one `base`. */
  rate: z.string(),
  /** The day it was published for; for own and fixed rates, the day from which it holds. */
  date: plainDate,
  source: rateSource,
});
export type RateStep = z.infer<typeof rateStep>;

/** What every converted number says of itself. */
export const foundRate = z.object({
  /** So many `to` for one `from`, up to ten significant digits; amounts are converted by the exact fraction. */
  rate: z.string(),
  /** The day of the rate: of the oldest, when it is joined of several. */
  rateDate: plainDate,
  /** `same`: one currency, nothing to convert. `derived`: joined of the `steps`, mostly through the euro. */
  source: z.enum(['ecb', 'own', 'fixed', 'same', 'derived']),
  steps: z.array(rateStep),
  /** Days from the rate to the day asked for. Above 7 means that nothing newer is known. */
  daysOld: z.int().nonnegative(),
});
export type FoundRate = z.infer<typeof foundRate>;

export const conversion = foundRate.extend({ amountMinor: minor });
export type Conversion = z.infer<typeof conversion>;

const ownRateFields = z.object({
  base: currency,
  quote: currency,
  rate: rateText,
  validFrom: plainDate,
  /** The last day; null: from `validFrom` on. */
  validTo: plainDate.nullable().default(null),
  note: z.string().trim().max(200).default(''),
});
export const ownRate = z.object({
  id,
  base: currency,
  quote: currency,
  rate: z.string(),
  validFrom: plainDate,
  validTo: plainDate.nullable(),
  note: z.string(),
});
export type OwnRate = z.infer<typeof ownRate>;
export type OwnRateInput = z.infer<typeof ownRateFields>;

export const ratesUpdate = z.object({
  /** Days that were not known before. */
  newDays: z.int(),
  newRates: z.int(),
  /** Rates that were known with another value; the new one stands. */
  changedRates: z.int(),
  lastDay: plainDate,
});
export type RatesUpdate = z.infer<typeof ratesUpdate>;

export const rateCoverage = z.object({
  firstDay: plainDate.nullable(),
  /** The last day for which anything is known. */
  lastDay: plainDate.nullable(),
  /** Of those, days that were added to the ones in the app. */
  addedDays: z.int(),
  /** By code. `fixed`: a national currency that became another, or is bound to it. */
  currencies: z.array(
    z.object({
      code: currency,
      firstDay: plainDate.nullable(),
      lastDay: plainDate.nullable(),
      fixed: z.object({ base: currency, rate: z.string(), since: plainDate }).nullable(),
    }),
  ),
  /** The last time that rates were fetched from the bank, or tried. */
  lastFetch: z.object({ at: z.string(), ok: z.boolean(), message: z.string().nullable() }).nullable(),
});
export type RateCoverage = z.infer<typeof rateCoverage>;

export const currencyInUse = z.object({
  code: currency,
  accounts: z.int(),
  /** One unit of it in the base currency today; null when no rate is known, or it is the base currency. */
  inBase: foundRate.nullable(),
});
export type CurrencyInUse = z.infer<typeof currencyInUse>;

/** What a payment in another currency was converted at. */
export const impliedRate = z.object({
  /** So much of the account's currency for one of the original. */
  rate: z.string(),
  /** What the original amount was by the rate known here for that day. */
  reference: conversion.nullable(),
  /** What was paid above the reference, in the account's currency; below zero: less. */
  differenceMinor: minor.nullable(),
});
export type ImpliedRate = z.infer<typeof impliedRate>;

export const currenciesContract = {
  /** Rounded once, halves away from zero. NOT_FOUND when no rate is known; INVALID when the result is too large. */
  convert: base
    .input(z.object({ amountMinor: minor, from: currency, to: currency, date: plainDate }))
    .output(conversion),
  /**
   * The rate over time, oldest first, at evenly spread days; days without a rate are left out. When nothing is known
   * any more at `end`, the same span of time up to the last known day.
   */
  history: base
    .input(
      z.object({
        from: currency,
        to: currency,
        start: plainDate,
        end: plainDate,
        points: z.int().min(2).max(400).default(200),
      }),
    )
    .output(z.array(z.object({ date: plainDate, rate: z.string() }))),
  coverage: base.output(rateCoverage),
  /** The base currency first, then by number of accounts. */
  inUse: base.output(z.array(currencyInUse)),
  implied: base
    .input(
      z.object({
        amountMinor: minor,
        currency,
        originalMinor: minor,
        originalCurrency: currency,
        date: plainDate,
      }),
    )
    .output(impliedRate.nullable()),
  /** Latest first. */
  ownRates: base.output(z.array(ownRate)),
  /** CONFLICT when the pair has a rate for the same days. */
  addOwnRate: base.input(ownRateFields).output(changeRef.extend({ id })),
  updateOwnRate: base.input(ownRateFields.extend({ id })).output(changeRef),
  removeOwnRate: base.input(z.object({ id })).output(changeRef),
  /**
   * Takes in a file of the European Central Bank: eurofxref-hist.csv, the daily CSV or XML, or the zip they come in.
   * UNREADABLE names the line at fault; then nothing is taken in.
   */
  importRates: base.input(z.object({ file: z.file() })).output(ratesUpdate),
  /** CONFLICT unless fetching is switched on; UNREADABLE says why the bank could not be asked. */
  fetchRates: base.output(ratesUpdate),
};
