/** Measures a categoriser on labelled rows: as it ships, or after it was told the first of them. */
import { groupOf } from '#shared/taxonomy.ts';
import type { Categorizer, Suggestion } from './categorizer.ts';
import { calibrationError, coverageAt, macroF1, type Judged } from './scores.ts';

export interface LabelledRow {
  description: string;
  /** Minor units; negative is money out. */
  amountMinor: number;
  currency: string;
  /** Leaf ids or, where the source says no more, group ids; any of them is right. */
  labels: string[];
}

export interface Score {
  rows: number;
  /** The best guess's group is among the label's groups. */
  groupAccuracy: number;
  /** Over rows whose labels are leaves; null when there are none. */
  leafAccuracy: number | null;
}

export interface Evaluation extends Score {
  /** Mean F1 of the groups that occur. */
  macroF1: number;
  /** Share of rows that can be answered, surest first, at 95 % group precision. */
  coverageAt95Precision: number;
  /** Share of rows at or above the shipped threshold, and how often those are right. */
  sure: { coverage: number; precision: number };
  /** Of the stated confidence in the group, fifteen bins. */
  ece: number;
  perSecond: number;
  /** Each description once. */
  distinct: Score;
  learned?: {
    rows: number;
    /** Rows whose payee was among those learned, and the others. */
    seen: Score;
    unseen: Score;
    /** The latest label of the payee, else the most frequent one. */
    rememberOnly: { all: Score; seen: Score; unseen: Score };
  };
}

const LEAST_TIMED = 20_000;

interface Result {
  row: LabelledRow;
  categoryId: string;
  confidence: number;
  payeeSeen: boolean;
  remembered: string;
}

/** @param learn share of the rows, the first ones, that arrive as the user's choices before the rest is scored */
export function evaluateCategorizer(categorizer: Categorizer, rows: LabelledRow[], learn = 0): Evaluation {
  const taught = rows.slice(0, Math.floor(rows.length * learn));
  const latest = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const row of taught) {
    const [label] = row.labels;
    if (!label) continue;
    latest.set(payeeOf(categorizer, row), label);
    counts.set(label, (counts.get(label) ?? 0) + 1);
    // A label that is only a group is not something that a user could have chosen.
    if (label.includes('.')) {
      categorizer.learn({ description: row.description, amountMinor: row.amountMinor, currency: row.currency, categoryId: label });
    }
  }
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  const rest = rows.slice(taught.length);
  const answer = (): Suggestion[] =>
    rest.map(({ description, amountMinor, currency }) => categorizer.predict({ description, amountMinor, currency }));
  const started = performance.now();
  const suggestions = answer();
  let predictions = rest.length;
  // A file of a few hundred rows is over before a clock can tell.
  for (; rest.length > 0 && predictions < LEAST_TIMED; predictions += rest.length) answer();
  const seconds = (performance.now() - started) / 1000;
  const results = rest.map((row, at): Result => {
    const remembered = latest.get(payeeOf(categorizer, row));
    return {
      row,
      categoryId: suggestions[at]?.categoryId ?? '',
      confidence: suggestions[at]?.confidence ?? 0,
      payeeSeen: remembered !== undefined,
      remembered: remembered ?? usual,
    };
  });
  const judged = results.map((result): Judged => ({ confidence: result.confidence, right: groupRight(result.row, result.categoryId) }));
  const sure = judged.filter((row) => row.confidence >= categorizer.sureFrom);
  const once = [...new Map(results.map((result) => [result.row.description, result])).values()];
  const of = (list: Result[]): Score => score(list.map(({ row, categoryId }) => [row, categoryId]));
  const remembered = (list: Result[]): Score => score(list.map((result) => [result.row, result.remembered]));
  const seen = results.filter((result) => result.payeeSeen);
  const unseen = results.filter((result) => !result.payeeSeen);
  return {
    ...of(results),
    macroF1: rounded(
      macroF1(
        results.map(({ row, categoryId }) => ({
          predicted: groupOf(categoryId),
          label: groupRight(row, categoryId) ? groupOf(categoryId) : groupOf(row.labels[0] ?? ''),
        })),
      ),
    ),
    coverageAt95Precision: rounded(coverageAt(judged, 0.95)),
    sure: { coverage: share(sure.length, judged.length), precision: share(sure.filter((row) => row.right).length, sure.length) },
    ece: rounded(calibrationError(judged)),
    perSecond: Math.round(predictions / seconds),
    distinct: of(once),
    ...(learn > 0 && {
      learned: {
        rows: taught.length,
        seen: of(seen),
        unseen: of(unseen),
        rememberOnly: { all: remembered(results), seen: remembered(seen), unseen: remembered(unseen) },
      },
    }),
  };
}

function payeeOf(categorizer: Categorizer, row: LabelledRow): string {
  return categorizer.normalise(row.description).normalised;
}

function groupRight(row: LabelledRow, categoryId: string): boolean {
  return row.labels.some((label) => groupOf(label) === groupOf(categoryId));
}

function score(answers: [row: LabelledRow, categoryId: string][]): Score {
  const leafRows = answers.filter(([row]) => row.labels.every((label) => label.includes('.')));
  const leafRight = leafRows.filter(([row, categoryId]) => row.labels.includes(categoryId)).length;
  return {
    rows: answers.length,
    groupAccuracy: share(answers.filter(([row, categoryId]) => groupRight(row, categoryId)).length, answers.length),
    leafAccuracy: leafRows.length === 0 ? null : share(leafRight, leafRows.length),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : rounded(part / whole);
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
