/** A few weeks of made-up publishing days around Easter 2026, as a file of the bank would have them. */
import { emptyHistory, mergeRates, type RateHistory } from '../../../src/core/domain/currencies/rate-history.ts';
import { readEcbRates } from '../../../src/core/domain/currencies/read-ecb-rates.ts';

export const ecbFile = [
  'Date,USD,JPY,GBP,RUB,',
  '2026-04-17,1.0843,186.75,0.87058,N/A,',
  '2026-04-16,1.0840,186.43,0.87105,N/A,',
  // Good Friday 3 April and Easter Monday 6 April are not there.
  '2026-04-07,1.0800,186.00,0.87,N/A,',
  '2026-04-02,1.0790,185.5,0.869,N/A,',
  '2026-03-20,1.07,185,0.86,90.5,',
].join('\n');

export function smallHistory(): RateHistory {
  return mergeRates(emptyHistory, readEcbRates(ecbFile));
}
