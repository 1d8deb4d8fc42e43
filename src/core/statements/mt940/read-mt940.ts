/** Reads MT940 (statements of a day) and MT942 (of the day so far) in the dialects of banks. */
import { isCurrency } from '#shared/currencies.ts';
import { formatMinor } from '#shared/money.ts';
import { decodeText } from '../csv/decode-text.ts';
import { lineEndOf } from '../csv/split-records.ts';
import { detectFormat } from '../detect-format.ts';
import { parseStatedAmount } from '../stated-amount.ts';
import { oneLine, shorten, StatementCollector } from '../statement-collector.ts';
import type { ReadOptions, StatementReader, StatementReading, StatementRow } from '../statement-reader.ts';
import { parseBankLines, parseEntryDetails } from './entry-details.ts';
import { dayOf, parseStatementLine } from './statement-line.ts';

export const mt940Reader: StatementReader = {
  format: 'mt940',
  detect: (head, fileName) => (detectFormat(head, fileName).format === 'mt940' ? 1 : 0),
  read: (bytes, _mapping, options) => {
    const { text, encoding } = decodeText(bytes);
    return { ...readMt940(text, options), encoding };
  },
};

export function readMt940(text: string, options: ReadOptions = {}): Omit<StatementReading, 'encoding'> {
  const collector = new StatementCollector(text, options);
  const reader = new Mt940Reader(collector);
  forEachField(text, (field) => reader.read(field));
  reader.endEntry(text.length);
  return collector.finish();
}

interface Field {
  tag: string;
  lines: string[];
  line: number;
  offset: number;
}

/** No field of a statement is longer: what goes on beyond is no statement. */
const longest = 4000;

/** Fields begin with `:61:` at the start of a line (or with `:` alone, where a file was wrapped) and end at the next. */
function forEachField(text: string, visit: (field: Field) => void): void {
  let field: Field | null = null;
  let size = 0;
  let line = 0;
  let at = 0;
  let wrapped = false;
  const lineEnd = lineEndOf(text);
  while (at < text.length) {
    line += 1;
    let end = text.indexOf(lineEnd, at);
    if (end === -1) end = text.length;
    const offset = at;
    let body = text.slice(at, Math.min(end, at + longest)).trimEnd();
    at = end + 1;
    if (wrapped) body = `:${body}`;
    wrapped = body === ':';
    if (wrapped) continue;
    // Envelopes of SWIFT around the statement: {1:…}{2:…}{4: before it, -} behind.
    if (body.startsWith('{')) {
      const inner = body.indexOf('{4:');
      body = inner === -1 ? '' : body.slice(inner + 3);
      if (body === '') continue;
    }
    const tag = body.charCodeAt(0) === 58 ? /^:(\d\d[A-Z]?|NS):/.exec(body) : null;
    if (tag) {
      if (field) visit(field);
      field = { tag: tag[1] as string, lines: [body.slice(tag[0].length)], line, offset };
      size = 0;
    } else if (/^-(\}.*|[A-Z]{3})?$/.test(body)) {
      if (field) visit(field);
      field = null;
    } else if (field && (size += body.length) <= longest) {
      field.lines.push(body);
    }
  }
  if (field) visit(field);
}

interface OpenEntry {
  line: Field;
  details: string[];
  bankLines: string[];
}

class Mt940Reader {
  private readonly collector: StatementCollector;
  private accountName: string | null = null;
  private currency: string | null = null;
  private entry: OpenEntry | null = null;
  private inBody = false;
  private statementRows = 0;

  constructor(collector: StatementCollector) {
    this.collector = collector;
  }

  read(field: Field): void {
    const { tag, lines, offset } = field;
    const [first = ''] = lines;
    if (tag === '86') {
      // Below a balance it is about the statement.
      this.entry?.details.push(...lines);
      return;
    }
    if (tag === 'NS') {
      this.entry?.bankLines.push(...lines);
      return;
    }
    // One bank's details under the number of another field.
    if (tag === '25' && this.entry && /^\d{3}\?/.test(first)) {
      this.entry.details.push(...lines);
      return;
    }
    this.endEntry(offset);
    if (tag === '20') this.beginStatement();
    else if (tag === '25') this.readAccount(first);
    else if (tag === '61') this.entry = { line: field, details: [], bankLines: [] };
    else if (tag === '34F') this.learnCurrency(first.slice(0, 3));
    else if (tag.startsWith('60') || tag.startsWith('62') || tag === '64') this.readBalance(field);
    else if (tag === '90C' || tag === '90D') this.checkTotal(field);
  }

  private beginStatement(): void {
    this.accountName = null;
    this.currency = null;
    this.inBody = false;
    this.statementRows = this.collector.rows.length;
  }

  /** `bank code/number`, an IBAN, a bare number; with the currency behind at some banks. */
  private readAccount(text: string): void {
    if (this.inBody) this.beginStatement();
    const found = /^(.*?)(?:[/ ]?([A-Z]{3}))?$/.exec(text.trim());
    const currency = found?.[2] && isCurrency(found[2]) ? found[2] : null;
    const number = (currency ? found?.[1] : text.trim()) || null;
    if (currency) this.currency = currency;
    this.accountName = this.collector.account(number, null, null, currency);
  }

  private learnCurrency(code: string): void {
    if (!isCurrency(code)) return;
    this.currency = code;
    if (this.accountName !== null) this.collector.account(this.accountName, null, null, code);
  }

  private readBalance({ tag, lines, line }: Field): void {
    this.inBody = true;
    const found = /^\s*([CD])(\d{6})\s*([A-Z]{3})?\s*(\d[\d.]*(?:,\d*)?)/.exec(lines[0] ?? '');
    if (!found) return;
    const [, side, day = '', code = '', amount = ''] = found;
    this.learnCurrency(code);
    const kind = tag === '60F' ? 'opening' : tag === '62F' ? 'closing' : tag === '64' ? 'available' : null;
    const date = dayOf(day);
    const size = parseStatedAmount(amount, this.collector.exponentOf(this.currency));
    if (kind === null || date === null || size === null) return;
    const amountMinor = side === 'D' && size !== 0 ? -size : size;
    const { accountName, currency } = this;
    this.collector.balances.push({ accountName, date, amountMinor, currency, kind, line });
  }

  /** MT942 says how many it holds, and what they come to. */
  private checkTotal({ tag, lines, line }: Field): void {
    const found = /^(\d{1,5})([A-Z]{3})(\d[\d.]*(?:,\d*)?)/.exec((lines[0] ?? '').trim());
    const total = found && parseStatedAmount(found[3] ?? '', this.collector.exponentOf(this.currency));
    if (!found || total === null) return;
    const isOut = tag === '90D';
    const rows = this.collector.rows.slice(this.statementRows).filter(({ amountMinor }) => amountMinor < 0 === isOut);
    const sum = Math.abs(rows.reduce((all, { amountMinor }) => all + amountMinor, 0));
    if (rows.length === Number(found[1]) && sum === total) return;
    const code = found[2] ?? '';
    const what =
      `the file says ${found[1]} ${isOut ? 'debits' : 'credits'} of ${formatMinor(total, code)} ${code}, ` +
      `and holds ${rows.length} of ${formatMinor(sum, code)}`;
    this.collector.report(line, 'total-line', what, lines[0] ?? '');
  }

  endEntry(endOffset: number): void {
    const { entry, collector } = this;
    if (!entry) return;
    this.entry = null;
    this.inBody = true;
    const { line, lines } = entry.line;
    const raw = `:61:${lines.join(' ')}`;
    const stated = parseStatementLine(lines, collector.exponentOf(this.currency));
    if (!stated) return collector.report(line, 'bad-amount', `not a statement line (${shorten(raw)})`, raw);
    const { date, valueDate, amountMinor } = stated;
    if (date === null) return collector.report(line, 'bad-date', `no such date (${(lines[0] ?? '').slice(0, 6)})`, raw);
    if (amountMinor === null) {
      return collector.report(line, 'bad-amount', `the amount cannot be read without doubt (${shorten(stated.amountText)})`, raw);
    }
    const details = entry.details.length > 0 || entry.bankLines.length === 0
      ? parseEntryDetails(entry.details)
      : parseBankLines(entry.bankLines);
    const supplement = oneLine(stated.supplement);
    const isName = supplement !== '' && /[A-Za-z]{2}/.test(supplement) && !details.description.includes(supplement);
    const reference = [stated.bankReference, details.reference, stated.reference].find(
      (each) => each && !/^(NONREF|KREF\+?|N)$/i.test(each) && /\d/.test(each),
    );
    const row: StatementRow = {
      line,
      date,
      amountMinor,
      currency: this.currency,
      payee: details.payee,
      description: details.description || supplement || (stated.reference === 'NONREF' ? '' : oneLine(stated.reference)),
      balanceMinor: null,
      bankRef: reference ? oneLine(reference) : null,
      bankCategory: null,
      note: null,
      accountName: this.accountName,
    };
    if (row.payee === null && isName && details.description !== '') row.payee = supplement;
    if (valueDate !== null) row.valueDate = valueDate;
    if (stated.expected) row.pending = true;
    if (stated.type === 'NCHK' && /^\d+$/.test(stated.reference)) row.checkNumber = stated.reference;
    collector.add(row, endOffset);
  }
}
