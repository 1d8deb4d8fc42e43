/** An import between opening a file and committing it: nothing of it is in the ledger yet. */
import type { ImportPreview, PreviewRow } from '#shared/contract/imports.ts';
import { bankText, fingerprint } from '../../domain/fingerprint.ts';
import { matchOccurrences, type Occurrence } from '../../domain/occurrences.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';
import { textAt } from '../../statements/statement-columns.ts';
import { EXPORT_HEADER } from '../transactions/csv-export.ts';
import type { KnownRows } from './repository.ts';

export interface ImportAccount {
  id: string;
  name: string;
  currency: string;
}

export interface ImportSession {
  importId: string;
  fileName: string;
  bytes: Uint8Array;
  read: ReadStatementResult;
  remembered: boolean;
  account: ImportAccount | null;
  /** Parallel to `read.rows`. */
  rows: CheckedRows;
  abort: AbortController;
}

export interface CheckedRows {
  /** What the ledger's description dictionary will hold: each distinct text, and the number of it for each row. */
  texts: string[];
  text: Int32Array;
  fingerprints: Float64Array;
  accounts: (ImportAccount | null)[];
  fates: (Occurrence | 'problem')[];
  /** Why a row is a problem; only for those. */
  reasons: Map<number, string>;
  included: Uint8Array;
}

/** A file that Saldo wrote itself brings back payees, categories, notes and accounts as they were. */
export function isOwnExport(read: ReadStatementResult): boolean {
  return (
    read.columns.length === EXPORT_HEADER.length && EXPORT_HEADER.every((name, at) => read.columns[at]?.header === name)
  );
}

/** Decides the fate of every row. `known` answers what an account holds between two days. */
export function checkRows(
  read: ReadStatementResult,
  account: ImportAccount | null,
  accounts: ImportAccount[],
  known: (accountId: string, from: string, to: string, byCurrentValues: boolean) => KnownRows,
): CheckedRows {
  const { rows } = read;
  const own = isOwnExport(read);
  const byName = new Map(accounts.map((each) => [each.name.toLowerCase(), each]));
  const checked: CheckedRows = {
    texts: [],
    text: new Int32Array(rows.count),
    fingerprints: new Float64Array(rows.count),
    accounts: new Array<ImportAccount | null>(rows.count),
    fates: new Array<Occurrence | 'problem'>(rows.count),
    reasons: new Map(),
    included: new Uint8Array(rows.count),
  };
  const byAccount = new Map<ImportAccount, number[]>();
  const textOf = textNumbers(read, own, checked.texts);
  for (let at = 0; at < rows.count; at++) {
    const into = (own && byName.get((textAt(rows.accountName, at) ?? '').toLowerCase())) || account;
    const currency = textAt(rows.currency, at) ?? into?.currency ?? '';
    const number = textOf(at);
    checked.text[at] = number;
    checked.fingerprints[at] = fingerprint(
      textAt(rows.date, at),
      rows.amountMinor[at] ?? 0,
      currency,
      checked.texts[number] as string,
    );
    checked.accounts[at] = into;
    checked.fates[at] = 'new';
    if (into && currency !== into.currency) {
      checked.fates[at] = 'problem';
      checked.reasons.set(
        at,
        `line ${rows.line[at]}: in ${currency}, but ${into.name} is in ${into.currency}. Import it into an account in ${currency}.`,
      );
    } else if (into) {
      const positions = byAccount.get(into);
      if (positions) positions.push(at);
      else byAccount.set(into, [at]);
    }
  }
  for (const [into, positions] of byAccount) {
    const [from, to] = span(read, positions);
    const held = known(into.id, from, to, own);
    const fates = matchOccurrences(
      positions.map((at) => checked.fingerprints[at] ?? 0),
      held.alive,
      held.deleted,
    );
    positions.forEach((at, index) => (checked.fates[at] = fates[index] ?? 'new'));
  }
  for (let at = 0; at < rows.count; at++) {
    checked.included[at] = checked.fates[at] === 'new' || checked.fates[at] === 'new-same' ? 1 : 0;
  }
  return checked;
}

/** The number of a row's text in `texts`, which grows as new ones come. */
function textNumbers(read: ReadStatementResult, own: boolean, texts: string[]): (row: number) => number {
  const { payee, description } = read.rows;
  const byColumns = new Map<number, number>();
  const byText = new Map<string, number>();
  return (row) => {
    const columns = (payee.number[row] as number) * description.values.length + (description.number[row] as number);
    let number = byColumns.get(columns);
    if (number === undefined) {
      const [name, words] = [textAt(payee, row), textAt(description, row)];
      const text = own ? words || name || '' : bankText(name, words);
      number = byText.get(text);
      if (number === undefined) {
        byText.set(text, (number = texts.length));
        texts.push(text);
      }
      byColumns.set(columns, number);
    }
    return number;
  };
}

function span(read: ReadStatementResult, positions: number[]): [from: string, to: string] {
  let from = '9999-12-31';
  let to = '0000-01-01';
  for (const at of positions) {
    const date = textAt(read.rows.date, at);
    if (date < from) from = date;
    if (date > to) to = date;
  }
  return [from, to];
}

export function explain(fate: PreviewRow['fate'], reason: string | undefined): string {
  switch (fate) {
    case 'new':
      return 'new';
    case 'new-same':
      return 'same day, same amount: both kept';
    case 'already-here':
      return 'already here';
    case 'deleted-before':
      return 'you deleted this before';
    case 'problem':
    case 'note':
      return reason ?? 'cannot be read';
  }
}

export function previewOf(session: ImportSession): ImportPreview {
  const { read, rows, account } = session;
  const unreadable = read.problems.filter((problem) => problem.severity === 'problem').length;
  const total = read.rows.count + unreadable;
  const counts = { total, new: 0, alreadyHere: 0, deletedBefore: 0, problems: unreadable, included: 0 };
  const sums = new Map<string, { currency: string; inMinor: number; outMinor: number }>();
  let dateFrom: string | null = null;
  let dateTo: string | null = null;
  for (let at = 0; at < read.rows.count; at++) {
    const fate = rows.fates[at];
    if (fate === 'new' || fate === 'new-same') counts.new += 1;
    else if (fate === 'already-here') counts.alreadyHere += 1;
    else if (fate === 'deleted-before') counts.deletedBefore += 1;
    else counts.problems += 1;
    const date = textAt(read.rows.date, at);
    if (dateFrom === null || date < dateFrom) dateFrom = date;
    if (dateTo === null || date > dateTo) dateTo = date;
    if (!rows.included[at]) continue;
    counts.included += 1;
    const currency = textAt(read.rows.currency, at) ?? rows.accounts[at]?.currency;
    if (!currency) continue;
    let sum = sums.get(currency);
    if (!sum) sums.set(currency, (sum = { currency, inMinor: 0, outMinor: 0 }));
    const amount = read.rows.amountMinor[at] ?? 0;
    if (amount > 0) sum.inMinor += amount;
    else sum.outMinor -= amount;
  }
  return {
    importId: session.importId,
    fileName: session.fileName,
    format: read.format,
    dialect: read.dialect,
    remembered: session.remembered,
    columns: read.columns,
    mapping: read.mapping,
    questions: read.questions,
    accountId: account?.id ?? null,
    accountCurrency: account?.currency ?? null,
    counts,
    dateFrom,
    dateTo,
    sums: [...sums.values()],
    balanceCheck: read.balanceCheck,
  };
}
