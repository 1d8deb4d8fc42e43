/**
 * Rates that are fixed for good by law: national currencies that became the euro (Council regulations on the conversion
 * rates), currencies that were exchanged for a new one of the same country, and those bound to the euro at a parity.
 */
import type { PlainDate } from '#shared/dates.ts';

export interface FixedRate {
  base: string;
  quote: string;
  /** So many `quote` for one `base`. */
  rate: string;
  since: PlainDate;
}

const euro = (quote: string, rate: string, since: PlainDate): FixedRate => ({ base: 'EUR', quote, rate, since });

export const fixedRates: readonly FixedRate[] = [
  euro('ATS', '13.7603', '1999-01-01'),
  euro('BEF', '40.3399', '1999-01-01'),
  euro('DEM', '1.95583', '1999-01-01'),
  euro('ESP', '166.386', '1999-01-01'),
  euro('FIM', '5.94573', '1999-01-01'),
  euro('FRF', '6.55957', '1999-01-01'),
  euro('IEP', '0.787564', '1999-01-01'),
  euro('ITL', '1936.27', '1999-01-01'),
  euro('LUF', '40.3399', '1999-01-01'),
  euro('NLG', '2.20371', '1999-01-01'),
  euro('PTE', '200.482', '1999-01-01'),
  euro('GRD', '340.75', '2001-01-01'),
  euro('SIT', '239.64', '2007-01-01'),
  euro('CYP', '0.585274', '2008-01-01'),
  euro('MTL', '0.4293', '2008-01-01'),
  euro('SKK', '30.126', '2009-01-01'),
  euro('EEK', '15.6466', '2011-01-01'),
  euro('LVL', '0.702804', '2014-01-01'),
  euro('LTL', '3.4528', '2015-01-01'),
  euro('HRK', '7.5345', '2023-01-01'),
  euro('BGN', '1.95583', '2026-01-01'),
  // The basket that the euro replaced one for one.
  euro('XEU', '1', '1999-01-01'),
  // Parities: the CFA and Comorian francs by treaty with France, the convertible mark by the law of its central bank.
  euro('XAF', '655.957', '1999-01-01'),
  euro('XOF', '655.957', '1999-01-01'),
  euro('KMF', '491.96775', '1999-01-01'),
  euro('BAM', '1.95583', '1999-01-01'),
  { base: 'TRY', quote: 'TRL', rate: '1000000', since: '2005-01-01' },
  { base: 'RON', quote: 'ROL', rate: '10000', since: '2005-07-01' },
];
