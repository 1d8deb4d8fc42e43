/**
 * `npm run -s eval:utterances -- FILE.jsonl… [--json] [--currency USD] [--misses]`: reads sentences as quick entry
 * would and compares. A line is {text, now, expect: {type, amount, currency, date, payee, category}}; fields that are
 * left out are not judged, `amount: null` means that it must be asked for. Several things in one sentence: `expect` is
 * a list. A category may be a leaf, a group (then any leaf of it is right) or alternatives joined by `|`. Refunds count
 * as income when `expect` says income.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadCategorizerArtefacts } from '../src/core/adapters/models/load-categorizer-artefacts.ts';
import { createCategorizer } from '../src/core/ml/categorizer/categorizer.ts';
import { categorizePayee } from '../src/core/ml/utterance-parser/categorize-payee.ts';
import { parseUtterance, type ParsedItem } from '../src/core/ml/utterance-parser/parse-utterance.ts';
import { minorDigits } from '../src/shared/currencies.ts';
import { foldName } from '../src/shared/fold-name.ts';
import { parseDecimal } from '../src/shared/money.ts';

const FIELDS = ['type', 'amount', 'currency', 'date', 'payee', 'category'] as const;
type Field = (typeof FIELDS)[number];

interface Expected {
  type?: string;
  amount?: string | number | null;
  currency?: string | null;
  date?: string;
  payee?: string | null;
  category?: string | null;
}

interface Line {
  text: string;
  now: string;
  expect: Expected | Expected[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
    currency: { type: 'string', default: 'USD' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || positionals.length === 0) {
  console.error('Usage: npm run -s eval:utterances -- FILE.jsonl… [--json] [--currency USD] [--misses]');
  process.exit(values.help ? 0 : 2);
}

const categorize = categorizePayee(createCategorizer(loadCategorizerArtefacts('models')), values.currency);
for (const file of positionals) console.log(values.json ? JSON.stringify(evaluate(file)) : JSON.stringify(evaluate(file), null, 2));

function evaluate(file: string) {
  const tally = Object.fromEntries(FIELDS.map((field) => [field, { right: 0, of: 0 }])) as Record<Field, { right: number; of: number }>;
  const lines = readLines(file);
  let whole = 0;
  const started = performance.now();
  for (const line of lines) {
    const expected = Array.isArray(line.expect) ? line.expect : [line.expect];
    const { items } = parseUtterance(line.text, {
      today: line.now.slice(0, 10),
      currency: values.currency,
      dayFirst: false,
      accounts: [],
      payees: [],
      people: [],
      categorize,
    });
    const wrong = expected.flatMap((expect, at) => compare(items[at], expect, tally));
    if (wrong.length === 0) whole += 1;
    else if (values.misses) console.error(`${line.text}\n    ${wrong.join('\n    ')}`);
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    file,
    sentences: lines.length,
    ...Object.fromEntries(FIELDS.map((field) => [`${field}Accuracy`, share(tally[field].right, tally[field].of)])),
    allRight: share(whole, lines.length),
    perSecond: Math.round(lines.length / seconds),
  };
}

function compare(item: ParsedItem | undefined, expect: Expected, tally: Record<Field, { right: number; of: number }>): string[] {
  return FIELDS.flatMap((field) => {
    const wanted = expect[field];
    if (wanted === undefined || (wanted === null && field !== 'amount')) return [];
    const { right, got } = item ? judged(field, wanted, item) : { right: false, got: 'nothing' };
    tally[field].of += 1;
    if (right) tally[field].right += 1;
    return right ? [] : [`${field}: ${got}, not ${String(wanted)}`];
  });
}

function judged(field: Field, wanted: string | number | null, item: ParsedItem): { right: boolean; got: string } {
  const text = String(wanted);
  switch (field) {
    case 'amount': {
      const minor = wanted === null ? null : parseDecimal(text.replace(/^-/, ''), { decimal: '.' }, minorDigits(item.currency));
      return { right: item.amountMinor === minor, got: String(item.amountMinor) };
    }
    case 'currency':
      return { right: item.currency === text, got: item.currency };
    case 'date':
      return { right: item.date === text.slice(0, 10), got: item.date };
    case 'type':
      return { right: item.type === text || (item.type === 'refund' && text === 'income'), got: item.type };
    case 'payee': {
      const got = foldName(item.payee ?? '');
      return { right: got === foldName(text), got: item.payee ?? 'nobody' };
    }
    case 'category':
      return { right: text.split('|').some((choice) => isOf(item.categoryId, choice)), got: item.categoryId ?? 'none' };
  }
}

function isOf(category: string | null, choice: string): boolean {
  return category !== null && (category === choice || (!choice.includes('.') && category.startsWith(`${choice}.`)));
}

function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((text, at) => ({ text: text.trim(), at }))
    .filter(({ text }) => text !== '')
    .map(({ text, at }) => {
      try {
        return JSON.parse(text) as Line;
      } catch {
        throw new Error(`${file}, line ${at + 1}: not a JSON object.`);
      }
    });
}

function share(right: number, of: number): number | null {
  return of === 0 ? null : Math.round((1000 * right) / of) / 1000;
}
