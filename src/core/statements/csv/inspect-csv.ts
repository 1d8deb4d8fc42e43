/** Looks at a CSV file and suggests how to read it. What the file does not decide becomes a question, never a guess. */
import type { CsvMapping, ColumnRole } from '#shared/contract/csv-mapping.ts';
import { currenciesOfSymbol } from '#shared/currencies.ts';
import { minorDigits } from '#shared/money.ts';
import type { MappingQuestion } from '../statement-reader.ts';
import { checkBalance } from './check-balance.ts';
import { decodeText } from './decode-text.ts';
import { dayFirstLanguage, plainHeading } from './heading-words.ts';
import { DecimalEvidence, parseAmount, scanAmount } from './infer-amounts.ts';
import { inferColumns, type ColumnFinding } from './infer-columns.ts';
import { inferDateOrder, parseDate } from './infer-dates.ts';
import { sniffDialect, type Dialect, type SniffedDialect } from './sniff-dialect.ts';
import { forEachRecord } from './split-records.ts';

export interface CsvInspection {
  encoding: string;
  dialect: Dialect;
  columns: { index: number; header: string; samples: string[] }[];
  /** The suggestion, or the mapping that was given. */
  mapping: CsvMapping;
  /** Equal for files of the same bank layout: its mapping may be remembered under it. */
  layoutKey: string;
  questions: MappingQuestion[];
  /** What was decided and why, in sentences for a person. */
  reasons: string[];
}

export interface InspectOptions {
  defaultCurrency?: string | null;
  signal?: AbortSignal;
}

/** `fileName` is not looked at yet: banks' names for files are no evidence for what is in them. */
export function inspectCsv(bytes: Uint8Array, _fileName = '', options: InspectOptions = {}): CsvInspection {
  const { text, encoding } = decodeText(bytes);
  return inspectText(text, encoding, null, options).inspection;
}

/** The inspection with the sniffed dialect that the reader goes on with. A given mapping is kept as it is. */
export function inspectText(
  text: string,
  encoding: string,
  given: CsvMapping | null,
  options: InspectOptions,
): { inspection: CsvInspection; sniffed: SniffedDialect } {
  const sniffed = sniffDialect(text, given ?? {});
  const reasons: string[] = [];
  const questions: MappingQuestion[] = [];
  let mapping: CsvMapping;
  let found: ColumnFinding | null = null;
  if (given) {
    mapping = given;
  } else {
    found = inferColumns(sniffed);
    reasons.push(...found.reasons);
    questions.push(...found.questions);
    mapping = {
      encoding: null,
      delimiter: sniffed.delimiter,
      quote: sniffed.quote,
      skipLines: null,
      hasHeader: sniffed.header !== null,
      columns: found.columns,
      dateOrder: null,
      decimal: null,
      amountStyle: found.amountStyle,
      signValues: found.signValues,
      debitsAreNegative: false,
      invertAmounts: found.amountStyle === 'single' ? null : false,
      currency: found.currency,
    };
  }
  const isOpen = mapping.dateOrder === null || mapping.decimal === null || mapping.invertAmounts === null;
  if (isOpen) mapping = settle(text, sniffed, mapping, given === null, options, questions, reasons);
  if (given) questions.push(...missingColumns(mapping, sniffed));

  const width = Math.max(sniffed.width, sniffed.header?.length ?? 0);
  const columns = Array.from({ length: width }, (_, index) => ({
    index,
    header: (sniffed.header?.[index] ?? '').trim(),
    samples: samplesOf(sniffed, index),
  }));
  const { headerLine, firstDataLine, delimiter, quote } = sniffed;
  return {
    sniffed,
    inspection: {
      encoding,
      dialect: { delimiter, quote, headerLine, firstDataLine, lastDataLine: null, width },
      columns,
      mapping,
      layoutKey: layoutKeyOf(sniffed, width, found?.columns ?? given?.columns ?? []),
      questions,
      reasons,
    },
  };
}

export function indexesOf(mapping: CsvMapping, role: ColumnRole): number[] {
  return mapping.columns.filter((column) => column.role === role).map(({ index }) => index);
}

function samplesOf(sniffed: SniffedDialect, index: number): string[] {
  const samples = new Set<string>();
  for (const { cells } of sniffed.sample) {
    const cell = (cells[index] ?? '').trim();
    if (cell !== '') samples.add(cell.slice(0, 80));
    if (samples.size === 3) break;
  }
  return [...samples];
}

/** Fills in what the columns as a whole decide: date order, decimal mark, signs, currency. */
function settle(
  text: string,
  sniffed: SniffedDialect,
  mapping: CsvMapping,
  isSuggestion: boolean,
  options: InspectOptions,
  questions: MappingQuestion[],
  reasons: string[],
): CsvMapping {
  const evidence = gather(text, sniffed, mapping, options.signal);
  const settled = { ...mapping };
  if (isSuggestion) settled.debitsAreNegative = evidence.debits.negative > evidence.debits.positive;

  const symbolCurrency = isSuggestion ? currencyBySymbol(evidence.symbols, mapping, options, questions, reasons) : null;
  if (settled.currency === null && symbolCurrency) settled.currency = symbolCurrency;
  const exponent = Math.max(
    minorDigits(settled.currency ?? options.defaultCurrency ?? 'EUR'),
    ...[...evidence.currencies].map(minorDigits),
  );

  if (settled.decimal === null) {
    const source = evidence.amountMarks.isEmpty ? evidence.balanceMarks : evidence.amountMarks;
    const found = source.decide(exponent);
    settled.decimal = found.decimal;
    if (found.decimal) {
      reasons.push(found.reason);
    } else {
      questions.push({
        kind: 'decimal-mark',
        message: `${found.reason} Which mark stands before the decimals?`,
        options: [
          { value: '.', label: 'point: 1.50' },
          { value: ',', label: 'comma: 1,50' },
        ],
      });
    }
  }

  if (settled.dateOrder === null) {
    const found = inferDateOrder(evidence.dates, {
      headerLanguage: sniffed.header ? dayFirstLanguage(sniffed.header) : null,
      decimalComma: settled.decimal === ',',
    });
    settled.dateOrder = found.order;
    if (found.order) {
      reasons.push(found.reason);
    } else {
      questions.push({
        kind: 'date-order',
        message: `${found.reason} Which comes first?`,
        options: found.candidates.map((order) => {
          const meant = parseDate(found.example, order) ?? 'no date';
          return { value: order, label: `${order === 'mdy' ? 'month' : 'day'} first: ${found.example} is ${meant}` };
        }),
      });
    }
  }

  if (settled.invertAmounts === null) {
    const found = findInversion(evidence, sniffed, settled, exponent);
    settled.invertAmounts = found.invert;
    if (found.reason) reasons.push(found.reason);
    if (found.invert === null) {
      questions.push({
        kind: 'amount-sign',
        message: 'Every amount is positive and nothing says which way the money went. Is it money spent or received?',
        options: [
          { value: 'out', label: 'money spent' },
          { value: 'in', label: 'money received' },
        ],
      });
    }
  }
  return settled;
}

interface Evidence {
  dates: string[];
  amountMarks: DecimalEvidence;
  balanceMarks: DecimalEvidence;
  symbols: Map<string, number>;
  /** Codes in the currency column. */
  currencies: Set<string>;
  amounts: { negative: number; positive: number };
  debits: { negative: number; positive: number };
  /** `CR` and `DR` within amounts. */
  marked: { debit: number; credit: number };
  /** Signs of the amounts beside a word of the sign column. */
  beside: { debitPositive: number; debitNegative: number; creditPositive: number; creditNegative: number };
}

/** One pass over the whole file, for what a sample cannot decide. */
function gather(text: string, sniffed: SniffedDialect, mapping: CsvMapping, signal?: AbortSignal): Evidence {
  const evidence: Evidence = {
    dates: [],
    amountMarks: new DecimalEvidence(),
    balanceMarks: new DecimalEvidence(),
    symbols: new Map(),
    currencies: new Set(),
    amounts: { negative: 0, positive: 0 },
    debits: { negative: 0, positive: 0 },
    marked: { debit: 0, credit: 0 },
    beside: { debitPositive: 0, debitNegative: 0, creditPositive: 0, creditNegative: 0 },
  };
  const dateAt = indexesOf(mapping, 'date')[0] ?? -1;
  const amountsAt = (['amount', 'debit', 'credit'] as const).flatMap((role) =>
    indexesOf(mapping, role).map((index) => ({ index, role })),
  );
  const balanceAt = indexesOf(mapping, 'balance')[0] ?? -1;
  const signAt = indexesOf(mapping, 'sign')[0] ?? -1;
  const currencyAt = indexesOf(mapping, 'currency')[0] ?? -1;
  const debitWords = new Set(mapping.signValues.debit);
  const creditWords = new Set(mapping.signValues.credit);
  let previousDate = '';
  let count = 0;
  forEachRecord(
    text,
    { ...mapping, skipLines: (sniffed.firstDataLine ?? 1) - 1, expectedWidth: sniffed.width },
    ({ cells }) => {
      if ((count += 1) % 8192 === 0) signal?.throwIfAborted();
      const date = cells[dateAt];
      if (date !== undefined && date !== previousDate && date !== '') evidence.dates.push((previousDate = date));
      const currency = cells[currencyAt];
      if (currency !== undefined && currency !== '') evidence.currencies.add(currency.trim().toUpperCase());
      for (const { index, role } of amountsAt) {
        const cell = cells[index];
        if (cell === undefined || cell === '') continue;
        const sign = evidence.amountMarks.addSimple(cell) ?? noteAmount(evidence, cell);
        if (sign === null) continue;
        const tally = role === 'debit' ? evidence.debits : evidence.amounts;
        if (sign < 0) tally.negative += 1;
        else if (sign > 0) tally.positive += 1;
        if (signAt >= 0 && role === 'amount') {
          const word = (cells[signAt] ?? '').trim().toLowerCase();
          if (debitWords.has(word)) evidence.beside[sign < 0 ? 'debitNegative' : 'debitPositive'] += 1;
          else if (creditWords.has(word)) evidence.beside[sign < 0 ? 'creditNegative' : 'creditPositive'] += 1;
        }
      }
      const balance = cells[balanceAt];
      if (balance && evidence.amountMarks.isEmpty) evidence.balanceMarks.add(balance);
    },
  );
  return evidence;
}

/** Answers the sign of the cell's amount (1, -1, 0), or null when it is none. */
function noteAmount(evidence: Evidence, cell: string): number | null {
  const amount = scanAmount(cell);
  if (!amount) return null;
  evidence.amountMarks.add(cell, amount);
  if (amount.symbol) evidence.symbols.set(amount.symbol, (evidence.symbols.get(amount.symbol) ?? 0) + 1);
  if (amount.side) evidence.marked[amount.side] += 1;
  if (amount.negative) return -1;
  return /[1-9]/.test(amount.body) ? 1 : 0;
}

function currencyBySymbol(
  symbols: Map<string, number>,
  mapping: CsvMapping,
  { defaultCurrency }: InspectOptions,
  questions: MappingQuestion[],
  reasons: string[],
): string | null {
  if (mapping.currency !== null || indexesOf(mapping, 'currency').length > 0) return null;
  const [symbol] = [...symbols.keys()];
  if (symbol === undefined || symbols.size > 1) return null;
  const meant = currenciesOfSymbol(symbol);
  if (meant.length === 1 && meant[0]) return meant[0];
  if (!defaultCurrency) {
    reasons.push(`${symbol} may be ${meant.slice(0, 4).join(', ')}: the account's currency decides.`);
  } else if (!meant.includes(defaultCurrency)) {
    questions.push({
      kind: 'currency',
      message: `Amounts are in ${symbol}, but the account is in ${defaultCurrency}. Which currency is meant?`,
      options: [...meant, defaultCurrency].map((code) => ({ value: code, label: code })),
    });
  }
  return null;
}

/** Whether spending is shown as positive. Null when nothing in the file says so or otherwise. */
function findInversion(
  evidence: Evidence,
  sniffed: SniffedDialect,
  mapping: CsvMapping,
  exponent: number,
): { invert: boolean | null; reason?: string } {
  const { amounts, marked, beside } = evidence;
  if (amounts.negative + amounts.positive === 0) return { invert: false };
  const contrary = beside.debitPositive > 0 && beside.creditNegative > 0;
  if (contrary && beside.debitNegative + beside.creditPositive === 0) {
    return { invert: true, reason: 'Spending is shown as positive: rows marked as debit are, credits are negative.' };
  }
  const agreeing = beside.debitNegative + beside.creditPositive > 0 && amounts.negative > 0;
  if (agreeing && beside.debitPositive + beside.creditNegative === 0) return { invert: false };
  const share = (invert: boolean): number => balanceShare(sniffed, mapping, exponent, invert);
  const [plain, turned] = [share(false), share(true)];
  if (turned >= 0.8 && turned > plain) {
    return { invert: true, reason: 'Spending is shown as positive: only so does the balance come right.' };
  }
  if (amounts.negative > 0) return { invert: false };
  if (marked.debit > 0) return { invert: false };
  if (marked.credit > 0) return { invert: true, reason: 'Amounts marked CR are money in, so the others are spending.' };
  if (plain >= 0.8) return { invert: false, reason: 'All amounts are money in: so the balance comes right.' };
  return { invert: null };
}

function balanceShare(sniffed: SniffedDialect, mapping: CsvMapping, exponent: number, invert: boolean): number {
  const amountAt = indexesOf(mapping, 'amount')[0] ?? -1;
  const balanceAt = indexesOf(mapping, 'balance')[0] ?? -1;
  const decimal = mapping.decimal ?? '.';
  if (amountAt < 0 || balanceAt < 0) return 0;
  const pairs = sniffed.sample.flatMap(({ cells }) => {
    const amountMinor = parseAmount(cells[amountAt] ?? '', decimal, exponent, invert);
    const balanceMinor = parseAmount(cells[balanceAt] ?? '', decimal, exponent);
    return amountMinor === null ? [] : [{ amountMinor, balanceMinor }];
  });
  const { checked, agreeing } = checkBalance(pairs);
  // One pair may agree by chance, in either direction and with either sign.
  return checked < 2 ? 0 : agreeing / checked;
}

function missingColumns(mapping: CsvMapping, sniffed: SniffedDialect): MappingQuestion[] {
  const options = Array.from({ length: sniffed.width }, (_, index) => ({
    value: String(index),
    label: sniffed.header?.[index]?.trim() || `column ${index + 1}`,
  }));
  const has = (...roles: ColumnRole[]): boolean => mapping.columns.some(({ role }) => roles.includes(role));
  const questions: MappingQuestion[] = [];
  if (!has('date', 'valueDate')) {
    questions.push({ kind: 'date-column', message: 'Which column says when it happened?', options });
  }
  const amountRoles: ColumnRole[] = mapping.amountStyle === 'debit-credit' ? ['debit', 'credit'] : ['amount'];
  if (!has(...amountRoles)) {
    questions.push({ kind: 'amount-column', message: 'Which column says how much?', options });
  }
  return questions;
}

/** Headings name a layout; without them its width and the places of dates and amounts do. FNV-1a, 64 bits. */
function layoutKeyOf(sniffed: SniffedDialect, width: number, columns: CsvMapping['columns']): string {
  const places = columns.filter(({ role }) => role !== 'ignore').map(({ index, role }) => `${index}${role}`);
  const shape = sniffed.header ? sniffed.header.map(plainHeading).join('|') : `${width} ${places.join(' ')}`;
  let hash = 0xcbf29ce484222325n;
  for (const char of `${sniffed.delimiter}${shape}`) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return `csv-${hash.toString(16).padStart(16, '0')}`;
}
