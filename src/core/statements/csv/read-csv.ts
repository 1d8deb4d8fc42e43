/** Reads the transactions of a bank's CSV: bytes in, rows and reported lines out. Pure: any thread can run it. */
import type { CsvMapping, ColumnRole } from '#shared/contract/csv-mapping.ts';
import { currenciesOfSymbol, isCurrency } from '#shared/currencies.ts';
import type { PlainDate } from '#shared/dates.ts';
import { minorDigits } from '#shared/money.ts';
import { detectFormat } from '../detect-format.ts';
import type {
  ReadOptions,
  RowProblem,
  RowProblemCode,
  StatementReader,
  StatementReading,
  StatementRow,
} from '../statement-reader.ts';
import { checkBalance, type BalanceCheck } from './check-balance.ts';
import { decodeText } from './decode-text.ts';
import { looksLikeAmount, parseAmount, scanAmount } from './infer-amounts.ts';
import { parseDate } from './infer-dates.ts';
import { indexesOf, inspectText, type CsvInspection } from './inspect-csv.ts';
import { isBlank, type SniffedDialect } from './sniff-dialect.ts';
import { forEachRecord, type CsvRecord } from './split-records.ts';
import { lineThatIsNoTransaction } from './summary-lines.ts';

export interface CsvReading extends StatementReading {
  inspection: CsvInspection;
  /** Null in files without balances. */
  balanceCheck: BalanceCheck | null;
}

/**
 * Reads with the given mapping, or with the one that {@link CsvInspection} suggests. With questions open the rows are a
 * preview under the likeliest reading. Throws the signal's reason when aborted; nothing else is thrown for any input.
 */
export function readCsv(bytes: Uint8Array, mapping: CsvMapping | null, options: ReadOptions = {}): CsvReading {
  const { text, encoding } = decodeText(bytes, mapping?.encoding ?? null);
  const { inspection, sniffed } = inspectText(text, encoding, mapping, options);
  const table = new TableReader(text, sniffed, inspection, options);
  table.read();
  inspection.dialect.lastDataLine = table.lastRowLine;
  const hasBalances = indexesOf(inspection.mapping, 'balance').length > 0;
  return {
    inspection,
    rows: table.rows,
    problems: table.problems,
    questions: inspection.questions,
    accounts: [],
    balances: [],
    encoding: inspection.encoding,
    balanceCheck: hasBalances ? checkBalance(table.rows) : null,
  };
}

export const csvReader: StatementReader<CsvMapping> = {
  format: 'csv',
  detect: (head, fileName) => (detectFormat(head, fileName).format === 'csv' ? 0.5 : 0),
  read: readCsv,
};

type ValueRole = 'date' | 'valueDate' | 'amount' | 'debit' | 'credit' | 'sign' | 'currency' | 'balance';
type TextRole = 'payee' | 'description' | 'reference' | 'category' | 'note' | 'account' | 'status';

const batchSize = 4096;

class TableReader {
  readonly rows: StatementRow[] = [];
  problems: RowProblem[] = [];
  lastRowLine: number | null = null;

  private readonly text: string;
  private readonly sniffed: SniffedDialect;
  private readonly inspection: CsvInspection;
  private readonly mapping: CsvMapping;
  private readonly options: ReadOptions;
  private readonly dates = new Map<string, PlainDate | null>();
  private readonly exponents = new Map<string, number>();
  /** Problems whose line holds neither a date nor an amount: after the last row they are just the file's footer. */
  private readonly wordsOnly = new Set<RowProblem>();
  private readonly debitWords: Set<string>;
  private readonly creditWords: Set<string>;
  /** The index of the column of each role, -1 where there is none. */
  private readonly at: Record<ValueRole, number>;
  private readonly texts: Record<TextRole, number[]>;
  private readonly originalAt: number;
  private readonly originalCurrencyAt: number;
  private flushed = 0;
  private canContinue = false;

  constructor(text: string, sniffed: SniffedDialect, inspection: CsvInspection, options: ReadOptions) {
    this.text = text;
    this.sniffed = sniffed;
    this.inspection = inspection;
    this.mapping = inspection.mapping;
    this.options = options;
    this.debitWords = new Set(this.mapping.signValues.debit);
    this.creditWords = new Set(this.mapping.signValues.credit);
    const first = (role: ColumnRole): number => indexesOf(this.mapping, role)[0] ?? -1;
    const all = (role: ColumnRole): number[] => indexesOf(this.mapping, role);
    const date = first('date') >= 0 ? first('date') : first('valueDate');
    this.at = {
      date,
      valueDate: first('valueDate'),
      amount: first('amount'),
      debit: first('debit'),
      credit: first('credit'),
      sign: first('sign'),
      currency: first('currency'),
      balance: first('balance'),
    };
    this.texts = {
      payee: all('payee'),
      description: all('description'),
      reference: all('reference'),
      category: all('category'),
      note: all('note'),
      account: all('account'),
      status: all('status'),
    };
    this.originalAt = first('originalAmount');
    this.originalCurrencyAt = first('originalCurrency');
  }

  read(): void {
    const { sniffed, options } = this;
    for (const record of sniffed.preamble) this.reportAboveTable(record);
    const hasAmount = this.at.amount >= 0 || this.at.debit >= 0 || this.at.credit >= 0;
    if (sniffed.firstDataLine === null || this.at.date < 0 || !hasAmount) return;
    let count = 0;
    const { delimiter, quote } = this.mapping;
    forEachRecord(
      this.text,
      { delimiter, quote, skipLines: sniffed.firstDataLine - 1, expectedWidth: sniffed.width },
      (record) => {
        this.readRecord(record);
        if ((count += 1) % batchSize !== 0) return;
        options.signal?.throwIfAborted();
        options.onProgress?.(record.end, this.text.length);
        this.flush(this.rows.length - 1);
      },
    );
    options.onProgress?.(this.text.length, this.text.length);
    this.flush(this.rows.length);
    this.settleFooter();
  }

  /** All but the last row while reading: the next line may still continue its description. */
  private flush(until: number): void {
    if (until <= this.flushed) return;
    this.options.onRows?.(this.rows.slice(this.flushed, until));
    this.flushed = until;
  }

  private readRecord(record: CsvRecord): void {
    const { cells, line } = record;
    const { at, mapping } = this;
    const dateCell = cells[at.date] ?? '';
    const currency = this.currencyOf(record);
    if (dateCell.trim() === '' && isBlank(cells)) return;
    if (this.isHeaderAgain(cells)) return this.report(record, 'repeated-header', 'the heading again, left out');
    if (record.broken) return this.report(record, 'broken-quote', 'a quotation mark is opened but never closed');
    if (currency === undefined) {
      const cell = cells[at.currency] ?? '';
      return this.report(record, 'bad-currency', `no such currency (${cell.trim()})`, at.currency);
    }

    const status = this.textOf(cells, this.texts.status);
    if (status && notFinished.test(status)) {
      return this.report(record, 'not-finished', `not booked yet, left out (${status})`, this.texts.status[0]);
    }
    const date = this.dateOf(dateCell);
    const amount = this.amountOf(cells, this.exponentOf(currency));
    const payee = this.textOf(cells, this.texts.payee);
    const description = this.textOf(cells, this.texts.description) ?? '';
    const summary = lineThatIsNoTransaction(payee, description, date === null, cells);
    if (summary) return this.report(record, summary.code, `left out: ${summary.what}`);

    if (date === null) {
      if (dateCell.trim() === '' && amount === 'blank' && this.continueRow(record, payee, description)) return;
      const needed = Math.max(at.date, at.amount, at.debit, at.credit);
      if (cells.length <= needed && cells.length < this.sniffed.width) {
        const { width } = this.sniffed;
        return this.report(record, 'too-few-columns', `${cells.length} columns where others have ${width}`);
      }
      return dateCell.trim() === ''
        ? this.report(record, 'no-date', 'no date', at.date)
        : this.report(record, 'bad-date', this.dateComplaint(dateCell), at.date);
    }
    if (typeof amount !== 'number') return this.reportAmount(record, amount);

    const row: StatementRow = {
      line,
      date,
      amountMinor: amount,
      currency,
      payee,
      description,
      balanceMinor: at.balance < 0 ? null : this.balanceOf(cells[at.balance] ?? '', currency),
      bankRef: this.textOf(cells, this.texts.reference),
      bankCategory: this.textOf(cells, this.texts.category),
      note: this.noteOf(cells),
      accountName: this.textOf(cells, this.texts.account),
    };
    if (at.valueDate >= 0) {
      const valueDate = this.dateOf(cells[at.valueDate] ?? '');
      if (valueDate !== null) row.valueDate = valueDate;
    }
    if (this.originalAt >= 0) this.addOriginal(row, cells, mapping);
    this.rows.push(row);
    this.lastRowLine = line;
    this.canContinue = true;
  }

  private dateOf(cell: string): PlainDate | null {
    let date = this.dates.get(cell);
    if (date === undefined) {
      date = parseDate(cell, this.mapping.dateOrder ?? 'dmy');
      this.dates.set(cell, date);
    }
    return date;
  }

  private dateComplaint(cell: string): string {
    const shown = shorten(cell);
    return /\d/.test(cell) ? `no such date (${shown})` : `not a date (${shown})`;
  }

  /** The row's currency, null for the account's, undefined when the cell names none that exists. */
  private currencyOf({ cells }: CsvRecord): string | null | undefined {
    if (this.at.currency >= 0) {
      const cell = (cells[this.at.currency] ?? '').trim();
      if (cell !== '') {
        if (cell.length === 3 && isCurrency(cell)) return cell;
        const code = cell.toUpperCase();
        if (isCurrency(code)) return code;
        const meant = currenciesOfSymbol(cell);
        if (meant.length === 1) return meant[0];
        return meant.length > 1 ? this.mapping.currency : this.isWordsOnly(cells) ? null : undefined;
      }
    }
    if (this.mapping.currency !== null) return this.mapping.currency;
    const cell = cells[this.at.amount] || cells[this.at.debit] || cells[this.at.credit] || '';
    if (!/[^\d.,\s-]/.test(cell)) return null;
    const meant = currenciesOfSymbol(scanAmount(cell)?.symbol ?? '');
    return meant.length === 1 ? (meant[0] ?? null) : null;
  }

  private exponentOf(currency: string | null): number {
    const code = currency ?? this.options.defaultCurrency ?? 'EUR';
    let exponent = this.exponents.get(code);
    if (exponent === undefined) this.exponents.set(code, (exponent = minorDigits(code)));
    return exponent;
  }

  private amountOf(cells: string[], exponent: number): number | AmountFault {
    const { at, mapping } = this;
    const decimal = mapping.decimal ?? '.';
    if (mapping.amountStyle !== 'debit-credit') {
      const cell = cells[at.amount] ?? '';
      const minor = parseAmount(cell, decimal, exponent, mapping.invertAmounts ?? false);
      if (minor === null) return cell.trim() === '' ? 'blank' : 'amount';
      if (mapping.amountStyle === 'single') return minor;
      const word = (cells[at.sign] ?? '').trim().toLowerCase();
      if (this.debitWords.has(word)) return minor === 0 ? 0 : -Math.abs(minor);
      return this.creditWords.has(word) ? Math.abs(minor) : 'sign';
    }
    const debitCell = cells[at.debit] ?? '';
    const creditCell = cells[at.credit] ?? '';
    const debit = debitCell.trim() === '' ? null : parseAmount(debitCell, decimal, exponent);
    const credit = creditCell.trim() === '' ? null : parseAmount(creditCell, decimal, exponent);
    if (debit === null && debitCell.trim() !== '') return 'debit';
    if (credit === null && creditCell.trim() !== '') return 'credit';
    if (debit !== null && debit !== 0) {
      if (credit !== null && credit !== 0) return 'two';
      return mapping.debitsAreNegative ? debit : -debit;
    }
    return credit ?? debit ?? 'blank';
  }

  private reportAmount(record: CsvRecord, fault: AmountFault): void {
    const { at } = this;
    const cellOf = (index: number): string => shorten(record.cells[index] ?? '');
    if (fault === 'blank') return this.report(record, 'no-amount', 'no amount', at.amount >= 0 ? at.amount : at.debit);
    if (fault === 'two') {
      const both = `${cellOf(at.debit)} and ${cellOf(at.credit)}`;
      return this.report(record, 'two-amounts', `money out and money in at once (${both})`, at.debit);
    }
    if (fault === 'sign') {
      return this.report(record, 'bad-sign', `neither money in nor out (${cellOf(at.sign) || 'blank'})`, at.sign);
    }
    const column = at[fault];
    this.report(record, 'bad-amount', `the amount cannot be read without doubt (${cellOf(column)})`, column);
  }

  private balanceOf(cell: string, currency: string | null): number | null {
    return cell === '' ? null : parseAmount(cell, this.mapping.decimal ?? '.', this.exponentOf(currency));
  }

  private addOriginal(row: StatementRow, cells: string[], mapping: CsvMapping): void {
    const code = (cells[this.originalCurrencyAt] ?? '').trim().toUpperCase();
    if (!isCurrency(code)) return;
    const decimal = mapping.decimal ?? '.';
    const invert = mapping.invertAmounts ?? false;
    const minor = parseAmount(cells[this.originalAt] ?? '', decimal, this.exponentOf(code), invert);
    if (minor === null) return;
    row.originalAmountMinor = minor;
    row.originalCurrency = code;
  }

  /** The columns of a role, joined; equal neighbours once, line breaks as spaces. */
  private textOf(cells: string[], columns: number[]): string | null {
    const [first] = columns;
    if (first === undefined) return null;
    if (columns.length === 1) return plainText(cells[first]) || null;
    const parts: string[] = [];
    for (const index of columns) {
      const part = plainText(cells[index]);
      if (part !== '' && part !== parts.at(-1)) parts.push(part);
    }
    return parts.join(' ') || null;
  }

  /** A note is a person's own: its line breaks are kept. */
  private noteOf(cells: string[]): string | null {
    const [only, ...others] = this.texts.note;
    if (only === undefined || others.length > 0) return this.textOf(cells, this.texts.note);
    return withoutGuard((cells[only] ?? '').trim()) || null;
  }

  private isHeaderAgain(cells: string[]): boolean {
    const { header } = this.sniffed;
    if (header === null || cells[this.at.date] !== header[this.at.date]) return false;
    return cells.every((cell, at) => cell === header[at]);
  }

  /** Some banks go on with a description in a line of its own. */
  private continueRow(record: CsvRecord, payee: string | null, description: string): boolean {
    const row = this.rows.at(-1);
    const more = [payee, description].filter(Boolean).join(' ');
    if (!row || !this.canContinue || more === '') return false;
    row.description = [row.description, more].filter(Boolean).join(' ');
    this.report(record, 'continued', `goes on with the description of line ${row.line}`);
    this.canContinue = true;
    return true;
  }

  private reportAboveTable(record: CsvRecord): void {
    const holdsRow = record.cells.length > 1 && !this.isWordsOnly(record.cells);
    if (holdsRow) this.report(record, 'junk-line', 'above the heading, left out');
  }

  private isWordsOnly(cells: string[]): boolean {
    const date = cells[this.at.date] ?? '';
    const { amount, debit, credit } = this.at;
    const hasAmount = [amount, debit, credit].some((index) => looksLikeAmount(cells[index] ?? ''));
    return this.dateOf(date) === null && !hasAmount;
  }

  private report(record: CsvRecord, code: RowProblemCode, what: string, column?: number): void {
    const problem: RowProblem = {
      line: record.line,
      severity: notes.has(code) ? 'note' : 'problem',
      code,
      message: `line ${record.line}: ${what}`,
      raw: shorten(this.text.slice(record.start, record.end), 200),
    };
    if (column !== undefined && column >= 0) {
      problem.column = this.inspection.columns[column]?.header || `column ${column + 1}`;
    }
    if (this.isWordsOnly(record.cells)) this.wordsOnly.add(problem);
    this.problems.push(problem);
    this.canContinue = false;
  }

  /** What stands after the last line with a date or an amount is the file's footer, not a list of bad rows. */
  private settleFooter(): void {
    if (this.lastRowLine === null) return;
    const last = this.problems.reduce(
      (line, problem) => (this.wordsOnly.has(problem) ? line : Math.max(line, problem.line)),
      this.lastRowLine,
    );
    this.problems = this.problems.map((problem) => {
      if (problem.line < last || problem.severity === 'note' || !this.wordsOnly.has(problem)) return problem;
      const { column: _, ...rest } = problem;
      const message = `line ${problem.line}: after the last row, left out`;
      return { ...rest, severity: 'note', code: 'junk-line', message };
    });
  }
}

type AmountFault = 'blank' | 'amount' | 'debit' | 'credit' | 'two' | 'sign';

const notes: ReadonlySet<RowProblemCode> = new Set([
  'balance-line',
  'total-line',
  'junk-line',
  'repeated-header',
  'continued',
  'not-finished',
]);

const notFinished = new RegExp(
  '^(pending|declined|failed|cancell?ed|reverted|rejected|denied|expired|authori[sz]ed|' +
    'vorgemerkt|abgelehnt|storniert|en attente|pendiente|in sospeso|odrzucona|oczekujaca)$',
  'i',
);

function plainText(cell: string | undefined): string {
  if (cell === undefined || cell === '') return '';
  let text = cell.trim();
  if (text.includes('\n') || text.includes('\r')) text = text.replace(/\s*[\r\n]+\s*/g, ' ');
  return withoutGuard(text);
}

/** Exports that guard against spreadsheet formulas (our own too) put an apostrophe before these. */
function withoutGuard(text: string): string {
  return text.charCodeAt(0) === 39 && /^'[=+\-@']/.test(text) ? text.slice(1) : text;
}

function shorten(text: string, length = 40): string {
  const plain = text.trim();
  return plain.length > length ? `${plain.slice(0, length - 1)}…` : plain;
}
