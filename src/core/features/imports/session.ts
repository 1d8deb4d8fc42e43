/** An import between opening a file and committing it: nothing of it is in the ledger yet. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { BalanceCheck, ImportPreview, PreviewRow, RowDecision } from '#shared/contract/imports.ts';
import { bankText, fingerprint } from '../../domain/fingerprint.ts';
import { matchRows, type Fate, type FileRows, type Match, type MatchGround } from '../../domain/matching.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';
import { textAt } from '../../statements/statement-columns.ts';
import { EXPORT_HEADER } from '../transactions/csv-export.ts';
import type { FileAccountTarget } from './file-accounts.ts';
import type { KnownRow } from './repository.ts';
import { isPending } from './statement-extras.ts';

export interface ImportAccount {
  /** Of an account that the import will make: not an id yet. */
  id: string;
  name: string;
  currency: string;
  /** Made when the import is committed. */
  create?: { name: string; kind: AccountKind; currency: string };
}

export interface ImportSession {
  importId: string;
  fileName: string;
  bytes: Uint8Array;
  read: ReadStatementResult;
  remembered: boolean;
  /** Where rows go whose account the file does not name, or names as the only one. */
  account: ImportAccount | null;
  /** For files of several accounts: where the rows of each go. */
  targets: FileAccountTarget[];
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
  /** A `note` goes to an account that is left out. */
  fates: (Fate | 'problem' | 'note')[];
  matches: Map<number, Match<KnownRow>>;
  /** Why a row is a problem; only for those. */
  reasons: Map<number, string>;
  decisions: RowDecision[];
}

/** A file that Saldo wrote itself brings back payees, categories, notes and accounts as they were. */
export function isOwnExport(read: ReadStatementResult): boolean {
  return (
    read.columns.length === EXPORT_HEADER.length && EXPORT_HEADER.every((name, at) => read.columns[at]?.header === name)
  );
}

export interface KnownLedger {
  /** What an account holds between two days. */
  rows(accountId: string, from: string, to: string, byCurrentValues: boolean): KnownRow[];
  textsOf(rows: KnownRow[]): string[];
}

/** Decides the fate of every row. */
export function checkRows(
  { read, account, targets }: Pick<ImportSession, 'read' | 'account' | 'targets'>,
  known: KnownLedger,
): CheckedRows {
  const { rows } = read;
  const own = isOwnExport(read);
  const checked: CheckedRows = {
    texts: [],
    text: new Int32Array(rows.count),
    fingerprints: new Float64Array(rows.count),
    accounts: new Array<ImportAccount | null>(rows.count),
    fates: new Array<CheckedRows['fates'][number]>(rows.count),
    matches: new Map(),
    reasons: new Map(),
    decisions: new Array<RowDecision>(rows.count),
  };
  const byAccount = new Map<ImportAccount, number[]>();
  const textOf = textNumbers(read, own, checked.texts);
  // Each distinct name of the file is looked up once.
  const targetOf = rows.accountName.values.map((name) => targets.find((target) => target.names.has(name ?? '')));
  for (let at = 0; at < rows.count; at++) {
    const target = targetOf[rows.accountName.number[at] as number];
    const into = target ? target.to : account;
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
    if (target?.leaveOut) {
      checked.fates[at] = 'note';
    } else if (into && currency !== into.currency) {
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
    const held = into.create ? [] : known.rows(into.id, from, to, own);
    const { fates, matches } = matchRows(fileRows(read, checked, positions), held, {
      textsOf: (few) => known.textsOf(few),
      wordsOnly: own,
    });
    positions.forEach((at, index) => (checked.fates[at] = fates[index] as Fate));
    for (const [index, match] of matches) checked.matches.set(positions[index] as number, match);
  }
  for (let at = 0; at < rows.count; at++) checked.decisions[at] = usualDecision(checked.fates[at]);
  return checked;
}

/** What is only likely the same is added: nothing is dropped without a person's word. */
export function usualDecision(fate: CheckedRows['fates'][number] | undefined): RowDecision {
  if (fate === 'books-pending') return 'same';
  return fate === 'new' || fate === 'new-same' || fate === 'maybe-same' ? 'add' : 'leave-out';
}

function fileRows(read: ReadStatementResult, checked: CheckedRows, positions: number[]): FileRows {
  const { rows } = read;
  const at = (row: number): number => positions[row] as number;
  return {
    count: positions.length,
    date: (row) => textAt(rows.date, at(row)),
    amountMinor: (row) => rows.amountMinor[at(row)] as number,
    fingerprint: (row) => checked.fingerprints[at(row)] as number,
    bankRef: (row) => textAt(rows.bankRef, at(row)),
    pending: (row) => isPending(read, at(row)),
    text: (row) => checked.texts[checked.text[at(row)] as number] as string,
  };
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

export function span(read: ReadStatementResult, positions: Iterable<number>): [from: string, to: string] {
  let from = '9999-12-31';
  let to = '0000-01-01';
  for (const at of positions) {
    const date = textAt(read.rows.date, at);
    if (date < from) from = date;
    if (date > to) to = date;
  }
  return [from, to];
}

export function explain(fate: PreviewRow['fate'], reason: string | undefined, ground: MatchGround | undefined): string {
  switch (fate) {
    case 'new':
      return 'new';
    case 'new-same':
      return 'same day, same amount: both kept';
    case 'already-here':
      return ground === 'same-id' ? 'already here, same bank id' : ground === 'booked-since' ? 'booked here since' : 'already here';
    case 'deleted-before':
      return 'you deleted this before';
    case 'books-pending':
      return 'books what was pending';
    case 'maybe-same':
      return maybe(ground);
    case 'problem':
      return reason ?? 'cannot be read';
    case 'note':
      return reason ?? 'its account is left out';
  }
}

function maybe(ground: MatchGround | undefined): string {
  if (ground === 'by-hand') return 'maybe the one you entered';
  if (ground === 'pending-changed') return 'maybe the booking of a pending one';
  if (ground === 'id-reused') return 'same bank id on another day';
  if (ground === 'other-id') return 'same words, another bank id';
  return 'maybe here under other words';
}

export interface PreviewExtras {
  balances: BalanceCheck[];
  unknownCategories: ImportPreview['unknownCategories'];
}

export function previewOf(session: ImportSession, extras: PreviewExtras): ImportPreview {
  const { read, rows, account, targets } = session;
  const unreadable = read.problems.filter((problem) => problem.severity === 'problem').length;
  const counts = {
    total: read.rows.count + unreadable,
    new: 0,
    alreadyHere: 0,
    deletedBefore: 0,
    booksPending: 0,
    maybeSame: 0,
    problems: unreadable,
    included: 0,
    merged: 0,
  };
  const sums = new Map<string, { currency: string; inMinor: number; outMinor: number }>();
  let dateFrom: string | null = null;
  let dateTo: string | null = null;
  for (let at = 0; at < read.rows.count; at++) {
    const fate = rows.fates[at];
    if (fate === 'new' || fate === 'new-same') counts.new += 1;
    else if (fate === 'already-here') counts.alreadyHere += 1;
    else if (fate === 'deleted-before') counts.deletedBefore += 1;
    else if (fate === 'books-pending') counts.booksPending += 1;
    else if (fate === 'maybe-same') counts.maybeSame += 1;
    else if (fate === 'problem') counts.problems += 1;
    const date = textAt(read.rows.date, at);
    if (dateFrom === null || date < dateFrom) dateFrom = date;
    if (dateTo === null || date > dateTo) dateTo = date;
    if (rows.decisions[at] === 'same') counts.merged += 1;
    if (rows.decisions[at] !== 'add') continue;
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
    accounts: targets.map(({ key, name, number, rows: count, to, leaveOut }) => ({
      key,
      name,
      number,
      rows: count,
      accountId: to && !to.create ? to.id : null,
      create: to?.create ?? null,
      leaveOut,
    })),
    ...extras,
    counts,
    dateFrom,
    dateTo,
    sums: [...sums.values()],
    balanceCheck: read.balanceCheck,
  };
}
