/** The European Central Bank's rates that ship with Saldo, for all features. They are unpacked once, on first use. */
import { loadExchangeRates } from '../../../core/adapters/rates/load-exchange-rates.ts';
import { unpackRateHistory } from '../../../core/domain/currencies/pack-rate-history.ts';
import { createRateBook, type Conversion, type RateBook } from '../../../core/domain/currencies/rate-book.ts';
import type { PlainDate } from '../../../shared/dates.ts';
import { modelsFolder } from '../../models-folder.ts';

let book: RateBook | null = null;

export function rateBook(): RateBook {
  return (book ??= createRateBook(unpackRateHistory(loadExchangeRates(modelsFolder)).history, []));
}

/** Null where no rate is known. Minor units in, minor units out. */
export function convert(amountMinor: number, from: string, to: string, date: PlainDate): Conversion | null {
  return rateBook().convert(amountMinor, from, to, date);
}
