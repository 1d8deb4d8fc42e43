/** Gathers what a reader finds in a text: rows, reports with their lines, accounts and balances. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import { minorDigits } from '#shared/money.ts';
import { lineEndOf } from './csv/split-records.ts';
import type {
  ReadOptions,
  RowProblem,
  RowProblemCode,
  StatementAccount,
  StatementBalance,
  StatementReading,
  StatementRow,
} from './statement-reader.ts';

const batchSize = 4096;
/** Beyond these a file is broken as a whole: nobody reads on. */
const mostProblems = 10_000;

const notes: ReadonlySet<RowProblemCode> = new Set([
  'balance-line',
  'total-line',
  'junk-line',
  'not-finished',
  'no-money',
  'statement-date',
]);

export class StatementCollector {
  readonly rows: StatementRow[] = [];
  readonly problems: RowProblem[] = [];
  readonly accounts: StatementAccount[] = [];
  readonly balances: StatementBalance[] = [];

  private readonly text: string;
  private readonly options: ReadOptions;
  private readonly lineEnd: string;
  private readonly known = new Map<string, StatementAccount>();
  private readonly names = new Set<string>();
  private readonly exponents = new Map<string, number>();
  private lineOffset = 0;
  private line = 1;
  private nextLineEnd: number;
  private flushed = 0;
  private unreported = 0;

  constructor(text: string, options: ReadOptions) {
    this.text = text;
    this.options = options;
    this.lineEnd = lineEndOf(text);
    this.nextLineEnd = this.endFrom(0);
  }

  /** The line of an offset, from 1. Cheap as long as offsets ascend. */
  lineAt(offset: number): number {
    if (offset < this.lineOffset) {
      this.lineOffset = 0;
      this.line = 1;
      this.nextLineEnd = this.endFrom(0);
    }
    while (this.nextLineEnd < offset) {
      this.line += 1;
      this.lineOffset = this.nextLineEnd + 1;
      this.nextLineEnd = this.endFrom(this.lineOffset);
    }
    return this.line;
  }

  /** Kept between calls: in a file of one long line, each search would run to its end. */
  private endFrom(offset: number): number {
    const end = this.text.indexOf(this.lineEnd, offset);
    return end === -1 ? this.text.length : end;
  }

  /** Throws the signal's reason when aborted. `offset`: how far the text is read. */
  add(row: StatementRow, offset: number): void {
    if (this.rows.push(row) % batchSize !== 0) return;
    this.options.signal?.throwIfAborted();
    this.options.onProgress?.(offset, this.text.length);
    this.flush();
  }

  private flush(): void {
    if (this.flushed === this.rows.length) return;
    this.options.onRows?.(this.rows.slice(this.flushed));
    this.flushed = this.rows.length;
  }

  /** `what` goes on after "line 41: ". */
  report(line: number, code: RowProblemCode, what: string, raw: string): void {
    if (this.problems.length >= mostProblems) {
      this.unreported += 1;
      return;
    }
    const severity = notes.has(code) ? 'note' : 'problem';
    this.problems.push({ line, severity, code, message: `line ${line}: ${what}`, raw: shorten(raw, 200) });
  }

  /** The account of that number (or name), made known once; answers how rows name it. */
  account(number: string | null, name: string | null, kind: AccountKind | null, currency: string | null): string | null {
    if (number === null && name === null) return null;
    const known = this.known.get(number ?? `name ${name}`);
    if (known) {
      known.kind ??= kind;
      known.currency ??= currency;
      return known.name;
    }
    const called = name === null || this.names.has(name) ? (number ?? name ?? '') : name;
    const account = { name: called, number, kind, currency };
    this.accounts.push(account);
    this.names.add(called);
    this.known.set(number ?? `name ${name}`, account);
    return called;
  }

  exponentOf(currency: string | null): number {
    const code = currency ?? this.options.defaultCurrency ?? 'EUR';
    let exponent = this.exponents.get(code);
    if (exponent === undefined) this.exponents.set(code, (exponent = minorDigits(code)));
    return exponent;
  }

  finish(): Omit<StatementReading, 'encoding'> {
    this.options.onProgress?.(this.text.length, this.text.length);
    this.flush();
    const { rows, problems, accounts, balances } = this;
    problems.sort((a, b) => a.line - b.line);
    const last = problems.at(-1);
    if (last && this.unreported > 0) last.message += `, and ${this.unreported} more problems after it`;
    return { rows, problems, questions: [], accounts, balances };
  }
}

export function shorten(text: string, length = 40): string {
  const plain = text.trim();
  return plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
}

/** One line, runs of blanks as one. */
export function oneLine(text: string | null | undefined): string {
  return text ? text.replace(/\s+/g, ' ').trim() : '';
}
