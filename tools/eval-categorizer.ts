/** `npm run -s eval:categorizer -- FILE.csv… [--json]`: columns description, amount, label; see docs/benchmarks.md. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { loadCategorizerArtefacts } from '../src/core/adapters/models/load-categorizer-artefacts.ts';
import { createCategorizer } from '../src/core/ml/categorizer/categorizer.ts';
import { groupOf } from '../src/shared/taxonomy.ts';
import { parseDecimal } from '../src/shared/money.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, errors: { type: 'boolean', default: false } },
});
const categorizer = createCategorizer(loadCategorizerArtefacts('models'));

for (const file of positionals) {
  const { data } = Papa.parse<{ description: string; amount: string; label: string }>(readFileSync(file, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  });
  let answered = 0;
  let groupRight = 0;
  let leafRows = 0;
  let leafRight = 0;
  const errors = new Map<string, number>();
  const started = performance.now();
  for (const row of data) {
    const amountMinor = parseDecimal(row.amount, { decimal: '.' }, 2) ?? 0;
    const { categoryId } = categorizer.predict({ description: row.description, amountMinor, currency: 'GBP' });
    const labels = row.label.split('|');
    if (labels.every((label) => label.includes('.'))) {
      leafRows += 1;
      if (categoryId !== null && labels.includes(categoryId)) leafRight += 1;
    }
    if (categoryId !== null) answered += 1;
    if (categoryId !== null && labels.some((label) => groupOf(label) === groupOf(categoryId))) groupRight += 1;
    else {
      const key = `${row.description} → ${categoryId} not ${row.label}`;
      errors.set(key, (errors.get(key) ?? 0) + 1);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  const result = {
    file,
    rows: data.length,
    groupAccuracy: share(groupRight, data.length),
    leafAccuracy: share(leafRight, leafRows),
    coverage: share(answered, data.length),
    accuracyWhenAnswered: share(groupRight, answered),
    perSecond: Math.round(data.length / seconds),
  };
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  if (values.errors) {
    for (const [key, count] of [...errors].sort((a, b) => b[1] - a[1]).slice(0, 60)) console.log(count, key);
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 10_000;
}
