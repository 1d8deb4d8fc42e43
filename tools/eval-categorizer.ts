/**
 * `npm run -s eval:categorizer -- FILE.csv… [--learn 0.2] [--json] [--errors]`: columns description, amount, label; see
 * docs/categoriser.md. With --learn the first share of the rows, in the order of the file, arrives as corrections.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { loadCategorizerArtefacts } from '../src/core/adapters/models/load-categorizer-artefacts.ts';
import { createCategorizer } from '../src/core/ml/categorizer/categorizer.ts';
import { evaluateCategorizer, type LabelledRow } from '../src/core/ml/categorizer/evaluate.ts';
import { parseDecimal } from '../src/shared/money.ts';
import { groupOf } from '../src/shared/taxonomy.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    learn: { type: 'string', default: '0' },
    /** Counts of label group → answered group, without the rows themselves. */
    errors: { type: 'boolean', default: false },
  },
});
const learn = Number(values.learn);
if (!(learn >= 0 && learn < 1)) throw new Error('--learn takes a share of the rows, from 0 to below 1.');
const artefacts = loadCategorizerArtefacts('models');

for (const file of positionals) {
  const { data } = Papa.parse<{ description: string; amount: string; label: string }>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  const rows = data.map((row): LabelledRow => ({
    description: row.description,
    amountMinor: parseDecimal(row.amount, { decimal: '.' }, 2) ?? 0,
    currency: 'GBP',
    labels: row.label.split('|'),
  }));
  // Another one warms the machine up, so that the speed is that of a running app.
  const other = createCategorizer(artefacts);
  for (const row of rows.slice(0, 3000)) other.predict(row);
  const categorizer = createCategorizer(artefacts);
  const result = { file, ...evaluateCategorizer(categorizer, rows, learn) };
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  if (values.errors) {
    const confusion = new Map<string, number>();
    for (const row of rows) {
      const guess = groupOf(categorizer.predict(row).categoryId ?? 'none');
      const label = row.labels.map(groupOf);
      if (!label.includes(guess)) confusion.set(`${label.join('|')} → ${guess}`, (confusion.get(`${label.join('|')} → ${guess}`) ?? 0) + 1);
    }
    for (const [pair, count] of [...confusion].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(count, pair);
  }
}
