/**
 * `node tools/build-exchange-rates.ts [FILE]`: makes models/exchange-rates.gz from the history of reference rates of the
 * European Central Bank (eurofxref-hist.csv). Deterministic: the same input gives the same bytes.
 */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { packRateHistory, unpackRateHistory } from '../src/core/domain/currencies/pack-rate-history.ts';
import { emptyHistory, firstAndLastDay, mergeRates, ratesBetween } from '../src/core/domain/currencies/rate-history.ts';
import { readEcbRates } from '../src/core/domain/currencies/read-ecb-rates.ts';
import { writeArtefact } from './model-manifest.ts';

const input = process.argv[2] ?? '../shared/data/fx/eurofxref-hist.csv';
const SOURCE = 'European Central Bank, euro foreign exchange reference rates';

const rates = readEcbRates(readFileSync(input, 'utf8'));
const packed = packRateHistory(mergeRates(emptyHistory, rates), SOURCE);
const { history } = unpackRateHistory(packed);
const days = firstAndLastDay(history.days);
if (!days) throw new Error('No days.');

// What is shipped must say what the file says, to the digit.
const kept = new Map<string, string>();
for (const currency of history.series.keys()) {
  for (const { date, rate } of ratesBetween(history, currency, days.first, days.last)) kept.set(date + currency, rate);
}
if (kept.size !== rates.length) throw new Error(`${rates.length} rates read, ${kept.size} kept.`);
for (const { date, currency, rate } of rates) {
  const plain = rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
  if (kept.get(date + currency) !== plain) throw new Error(`${currency} of ${date}: ${rate} became ${kept.get(date + currency)}.`);
}

const bytes = gzipSync(packed, { level: 9 });
// The tenth byte names the system that packed it: the same everywhere.
bytes[9] = 255;
writeArtefact(
  'models',
  {
    id: 'exchange-rates',
    file: 'exchange-rates.gz',
    version: 1,
    inputs: [{ file: 'fx/eurofxref-hist.csv', source: SOURCE, licence: 'Free with the source named', ship: true }],
    metrics: { rates: rates.length, currencies: history.series.size, firstDay: days.first, lastDay: days.last },
  },
  bytes,
);
console.log(`${rates.length} rates of ${history.series.size} currencies, ${days.first} to ${days.last}: ${bytes.length} bytes.`);
