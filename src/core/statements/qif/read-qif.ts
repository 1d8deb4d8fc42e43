/** Reads QIF, the format of Quicken and many after it: records of lines whose first letter says what they hold. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { CsvMapping, DateOrder } from '#shared/contract/csv-mapping.ts';
import type { PlainDate } from '#shared/dates.ts';
import { allocate, type DecimalMark } from '#shared/money.ts';
import { decodeText } from '../csv/decode-text.ts';
import { DecimalEvidence, parseAmount } from '../csv/infer-amounts.ts';
import { inferDateOrder, parseDate } from '../csv/infer-dates.ts';
import { lineEndOf } from '../csv/split-records.ts';
import { detectFormat } from '../detect-format.ts';
import { oneLine, shorten, StatementCollector } from '../statement-collector.ts';
import type { MappingQuestion, ReadOptions, StatementPart, StatementReader, StatementReading, StatementRow } from '../statement-reader.ts';

export interface QifReading extends StatementReading {
  /** Without columns: only what the file does not decide by itself counts in it. */
  mapping: CsvMapping;
}

export const qifReader = {
  format: 'qif',
  detect: (head, fileName) => (detectFormat(head, fileName).format === 'qif' ? 1 : 0),
  read: (bytes: Uint8Array, mapping: CsvMapping | null, options: ReadOptions): QifReading => {
    const { text, encoding } = decodeText(bytes, mapping?.encoding ?? null);
    return { ...readQif(text, mapping, options), encoding };
  },
} satisfies StatementReader<CsvMapping>;

/** With questions open, dates are read day first and amounts with a decimal point, as a preview. */
export function readQif(text: string, mapping: CsvMapping | null, options: ReadOptions = {}): Omit<QifReading, 'encoding'> {
  const collector = new StatementCollector(text, options);
  const records = recordsOf(text, collector);
  const amounts = new DecimalEvidence();
  for (const { fields } of records) {
    for (const { code, value } of fields) if (code === 'T' || code === 'U' || code === '$') amounts.add(value);
  }
  const decimals = amounts.decide(collector.exponentOf(null));
  const decimal = decimals.decimal ?? mapping?.decimal ?? null;
  const order = inferDateOrder(datesOf(records), { headerLanguage: null, decimalComma: decimal === ',' });
  const dateOrder = order.order ?? mapping?.dateOrder ?? null;
  const questions: MappingQuestion[] = [];
  if (decimal === null) questions.push(decimalQuestion(decimals.reason));
  if (dateOrder === null) {
    questions.push({
      kind: 'date-order',
      message: `${order.reason} Which comes first?`,
      options: order.candidates.map((each) => ({
        value: each,
        label: `${each === 'mdy' ? 'month' : 'day'} first: ${order.example} is ${parseDate(order.example, each) ?? 'no date'}`,
      })),
    });
  }
  const reader = new RecordReader(collector, dateOrder ?? order.candidates[0] ?? 'dmy', decimal ?? '.');
  for (const record of records) reader.read(record, text.length);
  return { ...collector.finish(), questions, mapping: { ...withoutColumns, dateOrder, decimal } };
}

const withoutColumns: CsvMapping = {
  encoding: null,
  delimiter: '\n',
  quote: '',
  skipLines: null,
  hasHeader: false,
  columns: [],
  dateOrder: null,
  decimal: null,
  amountStyle: 'single',
  signValues: { debit: [], credit: [] },
  debitsAreNegative: false,
  invertAmounts: false,
  currency: null,
};

function decimalQuestion(reason: string): MappingQuestion {
  return {
    kind: 'decimal-mark',
    message: `${reason} Which mark stands before the decimals?`,
    options: [
      { value: '.', label: 'point: 1.50' },
      { value: ',', label: 'comma: 1,50' },
    ],
  };
}

interface Field {
  code: string;
  value: string;
}

interface QifRecord {
  line: number;
  accountName: string | null;
  isInvestment: boolean;
  fields: Field[];
}

const kinds: Readonly<Record<string, AccountKind>> = {
  bank: 'checking',
  cash: 'cash',
  ccard: 'credit',
  creditcard: 'credit',
  invst: 'investment',
  port: 'investment',
  mutual: 'investment',
  'oth a': 'property',
  'oth l': 'loan',
};

/** The transactions of the file. Lists of categories, classes, securities and prices are none. */
function recordsOf(text: string, collector: StatementCollector): QifRecord[] {
  const records: QifRecord[] = [];
  let mode: 'rows' | 'account' | 'list' = 'rows';
  let isInvestment = false;
  let accountName: string | null = null;
  let fields: Field[] = [];
  let first = 0;
  let line = 0;

  const endRecord = (): void => {
    if (fields.length === 0) return;
    if (mode === 'account') {
      const name = valueOf(fields, 'N');
      const type = (valueOf(fields, 'T') ?? '').toLowerCase();
      // Without a list of types for it, the heading of its rows says what it is.
      if (name) accountName = collector.account(null, name, kinds[type] ?? null, null);
    } else if (mode === 'rows') {
      records.push({ line: first, accountName, isInvestment, fields });
    }
    fields = [];
  };

  const lineEnd = lineEndOf(text);
  const endCode = lineEnd.charCodeAt(0);
  for (let at = 0; at < text.length; ) {
    line += 1;
    if (text.charCodeAt(at) === endCode) {
      at += 1;
      continue;
    }
    let end = text.indexOf(lineEnd, at);
    if (end === -1) end = text.length;
    const body = text.slice(at, Math.min(end, at + 10_000)).trim();
    at = end + 1;
    if (body === '') continue;
    const code = body.charAt(0);
    if (code === '^') endRecord();
    else if (code === '!') {
      endRecord();
      const word = body.slice(1).trim().toLowerCase();
      if (word.startsWith('account')) mode = 'account';
      else if (word.startsWith('type:')) {
        const type = word.slice(5).trim();
        mode = kinds[type] === undefined ? 'list' : 'rows';
        isInvestment = kinds[type] === 'investment';
        if (mode === 'rows' && accountName !== null) collector.account(null, accountName, kinds[type] ?? null, null);
      }
    } else {
      if (fields.length === 0) first = line;
      if (fields.length < 5000) fields.push({ code, value: body.slice(1).trim() });
    }
  }
  // Many programs leave the last mark out; where even the line is not ended, the amount may be cut.
  if (mode === 'rows' && fields.length > 0 && !text.endsWith(lineEnd)) {
    collector.report(first, 'cut-off', 'the file ends in the middle of this transaction', asText(fields));
    fields = [];
  }
  endRecord();
  return records;
}

function* datesOf(records: QifRecord[]): Generator<string> {
  for (const { fields } of records) {
    const date = valueOf(fields, 'D');
    if (date) yield plainDateText(date);
  }
}

/** Quicken writes `1/ 2'24` and `12/25' 5`: an apostrophe before years from 2000 on. */
function plainDateText(text: string): string {
  const [days = '', year] = text.replace(/\s+/g, '').split("'");
  return year === undefined ? days : `${days}/${year.length > 2 ? year : String(2000 + Number(year) || 2000)}`;
}

function valueOf(fields: Field[], code: string): string | null {
  for (const field of fields) if (field.code === code) return field.value || null;
  return null;
}

function asText(fields: Field[]): string {
  return fields.map(({ code, value }) => code + value).join(' ');
}

/** What an action does to the cash of an investment account: 1 brings it, -1 takes it. Those with X pass it on at once. */
const cashEffects: Readonly<Record<string, number>> = {
  buy: -1, cvrshrt: -1, margint: -1, miscexp: -1, xout: -1, withdrwx: -1, sell: 1, shtsell: 1, div: 1, intinc: 1, cglong: 1,
  cgshort: 1, cgmid: 1, miscinc: 1, rtrncap: 1, xin: 1, contribx: 1, cash: 1,
};

class RecordReader {
  private readonly collector: StatementCollector;
  private readonly order: DateOrder;
  private readonly decimal: DecimalMark;
  private readonly dates = new Map<string, PlainDate | null>();

  constructor(collector: StatementCollector, order: DateOrder, decimal: DecimalMark) {
    this.collector = collector;
    this.order = order;
    this.decimal = decimal;
  }

  read({ line, accountName, isInvestment, fields }: QifRecord, length: number): void {
    const { collector } = this;
    const dateText = valueOf(fields, 'D');
    const amountText = valueOf(fields, 'T') ?? valueOf(fields, 'U');
    const action = isInvestment ? (valueOf(fields, 'N') ?? '') : '';
    if (isInvestment && (amountText === null || cashEffects[action.toLowerCase()] === undefined)) {
      return collector.report(line, 'no-money', `left out: moves no money of this account (${action || 'no action'})`, asText(fields));
    }
    if (dateText === null) return collector.report(line, 'no-date', 'no date', asText(fields));
    const date = this.dateOf(dateText);
    if (date === null) return collector.report(line, 'bad-date', `no such date (${shorten(dateText)})`, asText(fields));
    if (amountText === null) return collector.report(line, 'no-amount', 'no amount', asText(fields));
    const stated = this.amountOf(amountText);
    if (stated === null) {
      return collector.report(line, 'bad-amount', `the amount cannot be read without doubt (${shorten(amountText)})`, asText(fields));
    }
    const effect = cashEffects[action.toLowerCase()] ?? 1;
    const amountMinor = effect < 0 && stated > 0 ? -stated : stated;

    const payee = oneLine(valueOf(fields, 'P'));
    const { category, transfer, className } = categoryOf(valueOf(fields, 'L'));
    if (/^opening balance$/i.test(payee) && transfer !== null && (accountName === null || transfer === accountName)) {
      const name = collector.account(null, transfer, null, null);
      collector.balances.push({ accountName: name, date, amountMinor, currency: null, kind: 'opening', line });
      return collector.report(line, 'balance-line', 'left out: what the account began with', asText(fields));
    }
    const number = isInvestment ? null : valueOf(fields, 'N');
    const security = isInvestment ? valueOf(fields, 'Y') : null;
    const row: StatementRow = {
      line,
      date,
      amountMinor,
      currency: null,
      payee: payee || security,
      description: oneLine(valueOf(fields, 'M')) || action,
      balanceMinor: null,
      bankRef: null,
      bankCategory: category,
      note: null,
      accountName,
    };
    if (transfer !== null) row.transferAccountName = transfer;
    if (number !== null) row.checkNumber = number;
    if (className !== null) row.tags = [className];
    if (/^[XR]$/i.test(valueOf(fields, 'C') ?? '')) row.reconciled = true;
    this.addParts(row, fields, stated < 0 !== amountMinor < 0);
    collector.add(row, Math.min(line * 30, length));
  }

  private dateOf(text: string): PlainDate | null {
    let date = this.dates.get(text);
    if (date === undefined) {
      date = parseDate(plainDateText(text), this.order);
      this.dates.set(text, date);
    }
    return date;
  }

  private amountOf(text: string): number | null {
    return parseAmount(text, this.decimal, this.collector.exponentOf(null));
  }

  /** One part is no split: it only says more about the whole. */
  private addParts(row: StatementRow, fields: Field[], inverted: boolean): void {
    const splits: { category: string; memo: string; amount: string | null; percent: string | null }[] = [];
    for (const { code, value } of fields) {
      if (code === 'S') splits.push({ category: value, memo: '', amount: null, percent: null });
      const last = splits.at(-1);
      if (!last) continue;
      if (code === 'E') last.memo = value;
      else if (code === '$') last.amount = value;
      else if (code === '%') last.percent = value;
    }
    const [only] = splits;
    if (!only) return;
    if (splits.length === 1) {
      const { category, transfer } = categoryOf(only.category);
      row.bankCategory ??= category;
      if (transfer !== null) row.transferAccountName ??= transfer;
      if (only.memo !== '' && row.description === '') row.description = oneLine(only.memo);
      return;
    }
    const amounts = this.shares(row.amountMinor, splits, inverted);
    if (!amounts || amounts.reduce((sum, each) => sum + each, 0) !== row.amountMinor) {
      this.collector.report(row.line, 'bad-parts', 'the parts do not add up to the amount: kept whole', asText(fields));
      return;
    }
    row.parts = splits.map((split, at): StatementPart => {
      const { category, transfer, className } = categoryOf(split.category);
      const note = [oneLine(split.memo), className === null ? '' : `Class: ${className}`].filter(Boolean).join(' · ');
      const part: StatementPart = { amountMinor: amounts[at] as number, category, note: note || null };
      if (transfer !== null) part.transferAccountName = transfer;
      return part;
    });
  }

  private shares(total: number, splits: { amount: string | null; percent: string | null }[], inverted: boolean): number[] | null {
    if (splits.every(({ amount }) => amount !== null)) {
      const amounts = splits.map(({ amount }) => this.amountOf(amount ?? ''));
      return amounts.every((each) => each !== null) ? amounts.map((each) => (inverted && each !== 0 ? -each : each)) : null;
    }
    const percents = splits.map(({ percent }) => Number((percent ?? '').replace('%', '').replace(',', '.')));
    return percents.every((each) => each > 0) ? allocate(total, percents) : null;
  }
}

/** `Food:Groceries/Holiday` is a category with a class; `[Savings]` is the account on the other side. */
function categoryOf(text: string | null): { category: string | null; transfer: string | null; className: string | null } {
  if (text === null || text === '') return { category: null, transfer: null, className: null };
  const transfer = /^\[(.*?)\](?:\/(.*))?$/.exec(text);
  if (transfer) return { category: null, transfer: transfer[1]?.trim() || null, className: transfer[2]?.trim() || null };
  const slash = text.indexOf('/');
  const category = oneLine(slash === -1 ? text : text.slice(0, slash));
  return { category: category || null, transfer: null, className: slash === -1 ? null : text.slice(slash + 1).trim() || null };
}
