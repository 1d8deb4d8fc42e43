/** Reads CAMT.052, 053 and 054 of ISO 20022 in all versions: elements are known by their names, whatever the namespace. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import { isCurrency } from '#shared/currencies.ts';
import { isPlainDate, type PlainDate } from '#shared/dates.ts';
import { decodeText } from '../csv/decode-text.ts';
import { detectFormat } from '../detect-format.ts';
import { encodingOf, plainValue, scanMarkup, type MarkupVisitor } from '../markup-scanner.ts';
import { parseStatedAmount } from '../stated-amount.ts';
import { shorten, StatementCollector } from '../statement-collector.ts';
import type { ReadOptions, StatementReader, StatementReading, StatementRow } from '../statement-reader.ts';

export const camtReader: StatementReader = {
  format: 'camt',
  detect: (head, fileName) => (detectFormat(head, fileName).format === 'camt' ? 1 : 0),
  read: (bytes, _mapping, options) => {
    const { text, encoding } = decodeText(bytes, encodingOf(bytes));
    return { ...readCamt(text, options), encoding };
  },
};

export function readCamt(text: string, options: ReadOptions = {}): Omit<StatementReading, 'encoding'> {
  const collector = new StatementCollector(text, options);
  const visitor = new CamtVisitor(text, collector);
  scanMarkup(text, visitor);
  visitor.end();
  return collector.finish();
}

interface Element {
  name: string;
  value: string;
  attributes: string;
  children: readonly Element[];
}

const leaf: readonly Element[] = [];

/** Only these parts of a statement become small trees, one at a time. */
const kept = new Set(['Acct', 'Bal', 'Ntry']);
const statements = new Set(['Stmt', 'Rpt', 'Ntfctn']);
/** Deeper than any version goes: what nests further is no statement. */
const deepest = 40;

const kinds: Readonly<Record<string, AccountKind>> = {
  CACC: 'checking', TRAN: 'checking', CASH: 'checking', SLRY: 'checking', SVGS: 'savings', LOAN: 'loan', CARD: 'credit',
};

class CamtVisitor implements MarkupVisitor {
  private readonly text: string;
  private readonly collector: StatementCollector;
  private readonly stack: Element[] = [];
  private offset = 0;
  private inStatement = false;
  private currency: string | null = null;
  private accountName: string | null = null;
  private hasOpening = false;
  /** The same attribute stands beside nearly every amount. */
  private lastAttributes = '';
  private lastCurrency: string | null = null;
  /** When the message was made, or the end of what it covers: for entries without a date. */
  private statementDate: PlainDate | null = null;

  constructor(text: string, collector: StatementCollector) {
    this.text = text;
    this.collector = collector;
  }

  open(name: string, value: string, attributes: string, offset: number): void {
    const { stack } = this;
    const parent = stack.at(-1);
    if (parent) {
      if (stack.length >= deepest) return;
      const element: Element = { name, value, attributes, children: leaf };
      // Most elements have none: they share one empty list until the first comes.
      if (parent.children === leaf) parent.children = [element];
      else (parent.children as Element[]).push(element);
      stack.push(element);
    } else if (statements.has(name)) {
      this.inStatement = true;
      this.currency = null;
      this.accountName = null;
      this.hasOpening = false;
    } else if (this.inStatement && kept.has(name)) {
      stack.push({ name, value, attributes, children: leaf });
      this.offset = offset;
    } else if (name === 'CreDtTm' || name === 'ToDtTm') {
      const day = value.slice(0, 10);
      if (isPlainDate(day)) this.statementDate = day;
    }
  }

  close(name: string, offset: number): void {
    const { stack } = this;
    if (stack.length === 0) {
      if (statements.has(name)) this.inStatement = false;
      return;
    }
    // Elements that are not closed end with the one around them.
    let depth = stack.length - 1;
    while (depth >= 0 && stack[depth]?.name !== name) depth -= 1;
    if (depth < 0) return;
    const [element] = stack;
    stack.length = depth;
    if (depth > 0 || !element) return;
    if (name === 'Acct') this.readAccount(element);
    else if (name === 'Bal') this.readBalance(element);
    else this.readEntry(element, offset);
  }

  end(): void {
    if (this.stack[0]?.name !== 'Ntry') return;
    const line = this.collector.lineAt(this.offset);
    this.collector.report(line, 'cut-off', 'the file ends in the middle of this entry', this.text.slice(this.offset));
  }

  private readAccount(account: Element): void {
    const currency = (textIn(account, 'Ccy') ?? '').toUpperCase();
    this.currency = isCurrency(currency) ? currency : null;
    const number = textIn(account, 'Id', 'IBAN') ?? textIn(account, 'Id', 'Othr', 'Id') ?? textIn(account, 'Id', 'PrtryAcct', 'Id');
    const type = textIn(account, 'Tp', 'Cd');
    this.accountName = this.collector.account(
      number,
      textIn(account, 'Nm'),
      type === null ? null : (kinds[type] ?? null),
      this.currency,
    );
  }

  private readBalance(balance: Element): void {
    const code = textIn(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? textIn(balance, 'Tp', 'Cd');
    const kind =
      code === 'OPBD' || code === 'PRCD' ? 'opening' : code === 'CLBD' ? 'closing' : code === 'CLAV' ? 'available' : null;
    // The closing balance of the day before is the opening one under another name.
    if (kind === null || (kind === 'opening' && this.hasOpening)) return;
    const amount = this.amountOf(childOf(balance, 'Amt'), textIn(balance, 'CdtDbtInd'));
    const date = dateIn(balance, 'Dt');
    if (!amount || amount.minor === null || date === null) return;
    if (kind === 'opening') this.hasOpening = true;
    const line = this.collector.lineAt(this.offset);
    const { accountName } = this;
    this.collector.balances.push({ accountName, date, amountMinor: amount.minor, currency: amount.currency, kind, line });
  }

  /** Null without an amount; `minor` is null when it cannot be read. */
  private amountOf(element: Element | null, mark: string | null): StatedAmount | null {
    if (!element || element.value === '') return null;
    const currency = this.currencyOf(element.attributes) ?? this.currency;
    const size = parseStatedAmount(element.value, this.collector.exponentOf(currency));
    return { minor: size === null ? null : mark === 'DBIT' && size !== 0 ? -size : size, currency };
  }

  private currencyOf(attributes: string): string | null {
    if (attributes === this.lastAttributes) return this.lastCurrency;
    const code = (/\bCcy\s*=\s*["']\s*([A-Za-z]{3})/.exec(attributes)?.[1] ?? '').toUpperCase();
    this.lastAttributes = attributes;
    this.lastCurrency = isCurrency(code) ? code : null;
    return this.lastCurrency;
  }

  private readEntry(entry: Element, endOffset: number): void {
    const { collector, offset } = this;
    const line = collector.lineAt(offset);
    const raw = (): string => this.text.slice(offset, Math.min(endOffset, offset + 400)).replace(/\s+/g, ' ');
    const statusOf = childOf(entry, 'Sts');
    const status = (statusOf && (textIn(statusOf, 'Cd') ?? plainValue(statusOf.value))) || 'BOOK';
    if (status === 'INFO') return collector.report(line, 'not-finished', 'for information only, left out', raw());
    const mark = textIn(entry, 'CdtDbtInd');
    const amountOf = childOf(entry, 'Amt');
    const amount = this.amountOf(amountOf, mark);
    if (!amount) return collector.report(line, 'no-amount', 'no amount', raw());
    const { minor, currency } = amount;
    if (minor === null) {
      return collector.report(line, 'bad-amount', `the amount cannot be read without doubt (${shorten(amountOf?.value ?? '')})`, raw());
    }
    if (mark !== 'DBIT' && mark !== 'CRDT') {
      return collector.report(line, 'bad-sign', `neither money in nor out (${shorten(mark ?? 'blank')})`, raw());
    }
    const booked = dateIn(entry, 'BookgDt');
    const valueDate = dateIn(entry, 'ValDt');
    const stated = childOf(entry, 'BookgDt') ?? childOf(entry, 'ValDt');
    const date = booked ?? valueDate ?? (stated ? null : this.statementDate);
    if (date === null) {
      const written = stated && (textIn(stated, 'Dt') ?? textIn(stated, 'DtTm'));
      return written
        ? collector.report(line, 'bad-date', `no such date (${shorten(written)})`, raw())
        : collector.report(line, 'no-date', 'no date', raw());
    }
    if (!stated) collector.report(line, 'statement-date', `no date of its own: that of the statement is taken (${date})`, raw());

    const common = { line, date, valueDate, currency, pending: status === 'PDNG' || status === 'FUTR' };
    const reversal = textIn(entry, 'RvslInd') === 'true';
    const details = entry.children.filter(({ name }) => name === 'NtryDtls').flatMap((each) => childrenOf(each, 'TxDtls'));
    const single = details.length > 1 ? this.amountsOfDetails(details, mark, { minor, currency }) : null;
    if (single) {
      details.forEach((detail, at) => {
        this.addRow(common, single[at] as number, entry, [detail], reversal, endOffset, true);
      });
    } else {
      this.addRow(common, minor, entry, details, reversal, endOffset, false);
    }
  }

  /** What each transaction of a batch moves, when all say it in the entry's currency and it adds up; else null. */
  private amountsOfDetails(details: Element[], mark: string, whole: { minor: number; currency: string | null }): number[] | null {
    const read = (own: boolean): number[] | null => {
      const amounts: number[] = [];
      for (const detail of details) {
        const element =
          childOf(detail, 'Amt') ?? childAt(detail, 'AmtDtls', 'TxAmt', 'Amt') ?? childAt(detail, 'AmtDtls', 'InstdAmt', 'Amt');
        const amount = this.amountOf(element, (own ? textIn(detail, 'CdtDbtInd') : null) ?? mark);
        if (!amount || amount.minor === null || amount.currency !== whole.currency) return null;
        amounts.push(amount.minor);
      }
      return amounts.reduce((sum, each) => sum + each, 0) === whole.minor ? amounts : null;
    };
    return read(true) ?? read(false);
  }

  private addRow(
    common: { line: number; date: PlainDate; valueDate: PlainDate | null; currency: string | null; pending: boolean },
    amountMinor: number,
    entry: Element,
    details: Element[],
    reversal: boolean,
    endOffset: number,
    isPart: boolean,
  ): void {
    const { line, date, valueDate, currency, pending } = common;
    const [detail] = details;
    const parties = detail && childOf(detail, 'RltdPties');
    // What is taken back keeps its parties: the creditor of a direct debit is still the one who asked for it.
    const toCreditor = amountMinor < 0 !== reversal;
    const row: StatementRow = {
      line,
      date,
      amountMinor,
      currency,
      payee: details.length === 1 && parties ? partyName(parties, toCreditor) : null,
      description: remittance(details) || otherWords(entry, detail),
      balanceMinor: null,
      bankRef: referenceOf(entry, details, isPart),
      bankCategory: null,
      note: null,
      accountName: this.accountName,
    };
    if (valueDate !== null) row.valueDate = valueDate;
    if (pending) row.pending = true;
    const check = detail && textIn(detail, 'Refs', 'ChqNb');
    if (check) row.checkNumber = check;
    const original = (detail && childAt(detail, 'AmtDtls', 'InstdAmt', 'Amt')) ?? childAt(entry, 'AmtDtls', 'InstdAmt', 'Amt');
    const paid = details.length <= 1 ? this.amountOf(original, amountMinor < 0 ? 'DBIT' : 'CRDT') : null;
    if (paid && paid.minor !== null && paid.currency !== null && paid.currency !== currency) {
      row.originalAmountMinor = paid.minor;
      row.originalCurrency = paid.currency;
    }
    this.collector.add(row, endOffset);
  }
}

interface StatedAmount {
  minor: number | null;
  currency: string | null;
}

function childOf(element: Element, name: string): Element | null {
  for (const child of element.children) if (child.name === name) return child;
  return null;
}

function childrenOf(element: Element, name: string): Element[] {
  return element.children.filter((child) => child.name === name);
}

function childAt(element: Element, ...path: string[]): Element | null {
  let at: Element | null = element;
  for (const name of path) at = at && childOf(at, name);
  return at;
}

function textIn(element: Element, ...path: string[]): string | null {
  const value = childAt(element, ...path)?.value;
  return value ? plainValue(value) : null;
}

/** A day, or the day of a time as printed. */
function dateIn(element: Element, name: string): PlainDate | null {
  const stated = childOf(element, name);
  if (!stated) return null;
  const day = (childOf(stated, 'Dt')?.value ?? childOf(stated, 'DtTm')?.value ?? stated.value).slice(0, 10);
  return isPlainDate(day) ? day : null;
}

/** Who is on the other side: the one that money really comes from or goes to when that is another. */
function partyName(parties: Element, toCreditor: boolean): string | null {
  const [party, ultimate] = toCreditor ? ['Cdtr', 'UltmtCdtr'] : ['Dbtr', 'UltmtDbtr'];
  for (const name of [party, ultimate, 'TradgPty', 'Prtry'] as string[]) {
    const found = childOf(parties, name);
    const text = found && (textIn(found, 'Nm') ?? textIn(found, 'Pty', 'Nm') ?? textIn(found, 'Agt', 'FinInstnId', 'Nm'));
    if (text) return text;
  }
  return null;
}

function remittance(details: Element[]): string {
  const words: string[] = [];
  for (const detail of details.slice(0, 20)) {
    for (const info of childrenOf(detail, 'RmtInf')) {
      for (const part of info.children) {
        if (part.name === 'Ustrd') words.push(plainValue(part.value));
        else if (part.name === 'Strd') {
          words.push(textIn(part, 'CdtrRefInf', 'Ref') ?? '', textIn(part, 'RfrdDocInf', 'Nb') ?? '');
          for (const more of childrenOf(part, 'AddtlRmtInf')) words.push(plainValue(more.value));
        }
      }
    }
  }
  return words.filter((word, at) => word !== '' && words.indexOf(word) === at).join(' ').slice(0, 2000);
}

function otherWords(entry: Element, detail: Element | undefined): string {
  return (detail && textIn(detail, 'AddtlTxInf')) ?? textIn(entry, 'AddtlNtryInf') ?? '';
}

/** The bank's own id where there is one; what others call the payment only where there is none. */
function referenceOf(entry: Element, details: Element[], isPart: boolean): string | null {
  const [detail] = details;
  const own = detail && (textIn(detail, 'Refs', 'AcctSvcrRef') ?? textIn(detail, 'Refs', 'TxId'));
  const whole = textIn(entry, 'AcctSvcrRef');
  if (details.length === 1 && !isPart && whole) return whole;
  if (details.length === 1 && own) return own;
  if (!isPart && (whole || details.length !== 1)) return whole ?? textIn(entry, 'NtryRef');
  const end = detail && (textIn(detail, 'Refs', 'EndToEndId') ?? textIn(detail, 'Refs', 'InstrId'));
  return end && !/^not ?provided$/i.test(end) ? end : null;
}
