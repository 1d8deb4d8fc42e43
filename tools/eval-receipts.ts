/**
 * `npm run -s eval:receipts -- DIR… [--json] [--errors] [--part dev|held-out] [--today YYYY-MM-DD] [--currency USD]`:
 * reads the receipts of each folder as the app would and compares. DIR/labels.jsonl has lines {image, merchant, date,
 * total, items?: [{name, price}]}; what is null or left out is not judged. A merchant is right at a likeness of 0.8
 * (edit distance, spaces and case aside); an item when its price is equal and its name is alike by 0.6. A picture that
 * cannot be read is a miss in every field. `--part` takes the half of the pictures by the hash of their names.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createWorkerPool } from '../src/core/adapters/workers/worker-pool.ts';
import { keyOf, similarity } from '../src/core/ml/receipt-reader/merchant.ts';
import type { ReadReceipt, ReadReceiptInput } from '../src/core/ml/receipt-reader/read-receipt.ts';
import { minorDigits } from '../src/shared/currencies.ts';
import { parseDecimal } from '../src/shared/money.ts';

const ROOT = join(import.meta.dirname, '..');
const MERCHANT_LIKENESS = 0.8;
const ITEM_LIKENESS = 0.6;

interface Label {
  image: string;
  merchant?: string | null;
  date?: string | null;
  total?: string | number | null;
  items?: { name: string; price: string | number }[] | null;
}

interface Tally {
  right: number;
  of: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    errors: { type: 'boolean', default: false },
    part: { type: 'string' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    currency: { type: 'string', default: 'USD' },
    'day-first': { type: 'boolean', default: false },
    threads: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || positionals.length === 0) {
  console.error('Usage: npm run -s eval:receipts -- DIR… [--json] [--errors] [--part dev|held-out] [--today YYYY-MM-DD] [--currency USD] [--day-first] [--threads 2]');
  process.exit(values.help ? 0 : 2);
}

const threads = Math.max(1, Number(values.threads) || 1);
const pool = createWorkerPool({ workersDir: join(ROOT, 'src/workers'), maxThreads: threads });
try {
  for (const folder of positionals) {
    const result = await evaluate(folder);
    console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  }
} finally {
  await pool.close();
}

async function evaluate(folder: string) {
  const labels = readLabels(folder);
  const tally = { merchant: none(), date: none(), total: none(), all: none() };
  const items = { right: 0, said: 0, labelled: 0 };
  let failed = 0;
  let eitherOrder = 0;
  let busy = 0;
  const started = performance.now();
  const processor = process.cpuUsage();
  const queue = labels.entries();
  const work = async (): Promise<void> => {
    for (const [, label] of queue) {
      const from = performance.now();
      const read = await readOne(join(folder, label.image)).catch((error: unknown) => {
        failed += 1;
        if (values.errors) console.error(`${label.image}: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      });
      busy += performance.now() - from;
      const wrong = compare(label, read, tally);
      if (label.items) compareItems(label.items, read, items);
      if (label.date && read?.date.value && [label.date, swapped(label.date)].includes(read.date.value)) eitherOrder += 1;
      if (values.errors && wrong.length > 0) console.error(`${label.image}: ${wrong.join('; ')}`);
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  const used = process.cpuUsage(processor);
  const pictures = Math.max(1, labels.length);
  return {
    folder,
    ...(values.part ? { part: values.part } : {}),
    images: labels.length,
    failed,
    merchantAccuracy: share(tally.merchant),
    dateAccuracy: share(tally.date),
    /** Day and month the other way round count as right: some labels took 07-10 of an Italian receipt for July. */
    dateEitherOrder: share({ right: eitherOrder, of: tally.date.of }),
    totalAccuracy: share(tally.total),
    allThree: share(tally.all),
    itemF1: items.labelled === 0 ? null : round((2 * items.right) / Math.max(1, items.said + items.labelled)),
    secondsPerImage: round((performance.now() - started) / 1000 / pictures),
    latencySeconds: round(busy / 1000 / pictures),
    processorSecondsPerImage: round((used.user + used.system) / 1e6 / pictures),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

function readOne(path: string): Promise<ReadReceipt> {
  const input: ReadReceiptInput = {
    bytes: new Uint8Array(readFileSync(path)),
    name: basename(path),
    today: values.today,
    payees: [],
    currency: values.currency,
    dayFirst: values['day-first'],
    modelsDir: join(ROOT, 'models'),
  };
  return pool.run<ReadReceiptInput, ReadReceipt>('read-receipt', input);
}

/** What is wrong, in words. Counts what is labelled. */
function compare(label: Label, read: ReadReceipt | null, tally: Record<'merchant' | 'date' | 'total' | 'all', Tally>): string[] {
  const wrong: string[] = [];
  const judge = (field: 'merchant' | 'date' | 'total', right: boolean, wanted: unknown, got: unknown): void => {
    tally[field].of += 1;
    if (right) tally[field].right += 1;
    else wrong.push(`${field} ${String(wanted)} read as ${String(got)}`);
  };
  if (label.merchant) {
    const got = read?.merchant.value ?? '';
    judge('merchant', similarity(keyOf(got), keyOf(label.merchant)) >= MERCHANT_LIKENESS, label.merchant, got);
  }
  if (label.date) judge('date', read?.date.value === label.date, label.date, read?.date.value);
  if (label.total !== null && label.total !== undefined) {
    judge('total', read !== null && read.total.value !== null && read.total.value === minorOf(label.total, read), label.total, read?.total.value);
  }
  tally.all.of += 1;
  if (wrong.length === 0) tally.all.right += 1;
  return wrong;
}

function compareItems(labelled: NonNullable<Label['items']>, read: ReadReceipt | null, items: { right: number; said: number; labelled: number }): void {
  const left = [...(read?.items ?? [])];
  items.labelled += labelled.length;
  items.said += left.length;
  for (const { name, price } of labelled) {
    const at = left.findIndex(
      (item) => item.amountMinor === minorOf(price, read as ReadReceipt) && similarity(keyOf(item.name), keyOf(name)) >= ITEM_LIKENESS,
    );
    if (at === -1) continue;
    items.right += 1;
    left.splice(at, 1);
  }
}

function minorOf(amount: string | number, read: ReadReceipt): number | null {
  return parseDecimal(String(amount), { decimal: '.' }, minorDigits(read.currency.value ?? values.currency));
}

function readLabels(folder: string): Label[] {
  return readFileSync(join(folder, 'labels.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Label)
    .filter(({ image }) => !values.part || isDevelopment(image) === (values.part === 'dev'));
}

function isDevelopment(image: string): boolean {
  return (createHash('sha256').update(basename(image)).digest()[0] as number) % 2 === 0;
}

/** `2018-07-10` → `2018-10-07`. */
function swapped(date: string): string {
  const [year, month, day] = date.split('-');
  return `${year}-${day}-${month}`;
}

function none(): Tally {
  return { right: 0, of: 0 };
}

function share({ right, of }: Tally): number | null {
  return of === 0 ? null : round(right / of);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
