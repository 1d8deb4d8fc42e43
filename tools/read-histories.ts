/** Files of dated amounts for evaluation: columns date, amount, category and, where they hold several people, series. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { DatedAmount } from '../src/core/ml/forecast/monthly-panel.ts';
import { parseDecimal } from '../src/shared/money.ts';

/** The bookings of each person by the name of the series; '' where the file holds one person. */
export function readHistories(file: string): Map<string, DatedAmount[]> {
  const { data } = Papa.parse<{ date: string; amount: string; category: string; series?: string }>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const people = new Map<string, DatedAmount[]>();
  for (const [at, { date, amount, category, series = '' }] of data.entries()) {
    const amountMinor = parseDecimal(amount, { decimal: '.' }, 2);
    if (amountMinor === null) throw new Error(`${file}, row ${at + 1}: "${amount}" is not an amount.`);
    const rows = people.get(series);
    if (rows === undefined) people.set(series, [{ date, amountMinor, category }]);
    else rows.push({ date, amountMinor, category });
  }
  return people;
}
