/**
 * CSV exports of other finance programs, known by their headings. They say more than a bank's columns can: both sides
 * of transfers, parts of splits, categories and tags. What cannot be decided is left to the reader of bank CSV, which asks.
 */
import { isCurrency } from '#shared/currencies.ts';
import type { DateOrder } from '#shared/contract/csv-mapping.ts';
import type { PlainDate } from '#shared/dates.ts';
import type { DecimalMark } from '#shared/money.ts';
import { oneLine, shorten, StatementCollector } from '../statement-collector.ts';
import type { ReadOptions, StatementPart, StatementReading, StatementRow } from '../statement-reader.ts';
import { DecimalEvidence, parseAmount } from './infer-amounts.ts';
import { inferDateOrder, parseDate } from './infer-dates.ts';
import { forEachRecord } from './split-records.ts';

export interface ProgramReading extends Omit<StatementReading, 'encoding'> {
  program: string;
}

interface Layout {
  program: string;
  /** Headings in small letters, all of which must be there. */
  headings: string[];
  date: string;
  amounts: string[];
  read(lines: Line[], context: Context): void;
}

/** A record by its headings. */
interface Line {
  line: number;
  at(heading: string): string;
}

/** True when the heading is that of a program that is known. `head`: the first line at least. */
export function isProgramExport(head: string): boolean {
  const [first = ''] = head.split(/[\r\n]/, 1);
  const words = new Set(first.toLowerCase().split(/[",;\t\ufeff]+/).map((word) => word.trim()));
  return layouts.some(({ headings }) => headings.every((heading) => words.has(heading)));
}

/** Null when the text is no export of a program that is known, or leaves a question open. */
export function readProgramExport(text: string, options: ReadOptions = {}): ProgramReading | null {
  const end = text.indexOf('\n');
  const first = text.slice(0, end === -1 ? text.length : Math.min(end, 4000));
  const delimiter = [',', ';', '\t'].find((each) => first.split(each).length > 4);
  if (delimiter === undefined) return null;
  let headings: string[] = [];
  let layout: Layout | undefined;
  const lines: Line[] = [];
  forEachRecord(text, { delimiter, quote: '"' }, ({ cells, line }) => {
    if (layout === undefined) {
      headings = cells.map((cell) => cell.replace('\ufeff', '').trim().toLowerCase());
      layout = layouts.find((each) => each.headings.every((heading) => headings.includes(heading)));
      return layout !== undefined;
    }
    if (cells.some((cell) => cell.trim() !== '')) {
      lines.push({ line, at: (heading) => cells[headings.indexOf(heading)]?.trim() ?? '' });
    }
    return true;
  });
  const found = layout as Layout | undefined;
  if (!found) return null;

  const evidence = new DecimalEvidence();
  for (const line of lines) for (const heading of found.amounts) if (line.at(heading) !== '') evidence.add(line.at(heading));
  const collector = new StatementCollector(text, options);
  const { decimal } = evidence.decide(collector.exponentOf(null));
  const dates = lines.map((line) => line.at(found.date));
  const { order } = inferDateOrder(dates, { headerLanguage: null, decimalComma: decimal === ',' });
  if (decimal === null || order === null) return null;
  found.read(lines, new Context(collector, found, order, decimal));
  return { ...collector.finish(), program: found.program };
}

class Context {
  readonly collector: StatementCollector;
  private readonly layout: Layout;
  private readonly order: DateOrder;
  private readonly decimal: DecimalMark;

  constructor(collector: StatementCollector, layout: Layout, order: DateOrder, decimal: DecimalMark) {
    this.collector = collector;
    this.layout = layout;
    this.order = order;
    this.decimal = decimal;
  }

  /** Null for a blank cell and for what is no amount. */
  amount(cell: string, currency: string | null): number | null {
    return cell === '' ? null : parseAmount(cell, this.decimal, this.collector.exponentOf(currency));
  }

  date(line: Line): PlainDate | null {
    return parseDate(line.at(this.layout.date), this.order);
  }

  /** Adds the row unless its day or amount cannot be read, which is reported. Answers whether it did. */
  add(line: Line, amountMinor: number | null, more: Partial<StatementRow>): StatementRow | null {
    const date = this.date(line);
    const stated = line.at(this.layout.date);
    if (date === null) {
      this.report(line, stated === '' ? 'no-date' : 'bad-date', stated === '' ? 'no date' : `no such date (${shorten(stated)})`);
      return null;
    }
    if (amountMinor === null) {
      const amount = this.layout.amounts.map((heading) => line.at(heading)).filter(Boolean).join(' and ');
      this.report(line, amount ? 'bad-amount' : 'no-amount', amount ? `the amount cannot be read without doubt (${shorten(amount)})` : 'no amount');
      return null;
    }
    const name = more.accountName ?? null;
    const accountName = name === null ? null : this.collector.account(null, name, null, more.currency ?? null);
    const row: StatementRow = {
      line: line.line,
      date,
      amountMinor,
      currency: null,
      payee: null,
      description: '',
      balanceMinor: null,
      bankRef: null,
      bankCategory: null,
      note: null,
      ...more,
      accountName,
    };
    this.collector.add(row, 0);
    return row;
  }

  report(line: Line, code: 'no-date' | 'bad-date' | 'no-amount' | 'bad-amount' | 'bad-parts', what: string): void {
    this.collector.report(line.line, code, what, this.layout.headings.map((heading) => line.at(heading)).join(', '));
  }
}

/** `trip, work` are two tags. */
function taggedWith(tags: string): Pick<StatementRow, 'tags'> {
  const names = tags.split(',').map(oneLine).filter(Boolean);
  return names.length > 0 ? { tags: names } : {};
}

function reconciledIf(holds: boolean): Pick<StatementRow, 'reconciled'> {
  return holds ? { reconciled: true } : {};
}

function categoryOf(group: string, category: string): string | null {
  return [group, category].filter(Boolean).join(':') || null;
}

const ynab: Layout = {
  program: 'YNAB',
  headings: ['account', 'flag', 'date', 'payee', 'category', 'memo', 'outflow', 'inflow', 'cleared'],
  date: 'date',
  amounts: ['outflow', 'inflow'],
  read(lines, context) {
    for (const line of lines) {
      const out = context.amount(line.at('outflow'), null);
      const into = context.amount(line.at('inflow'), null);
      const payee = line.at('payee');
      const transfer = /^transfer\s*:\s*(.+)$/i.exec(payee)?.[1] ?? null;
      const group = line.at('category group');
      context.add(line, out === null && into === null ? null : (into ?? 0) - (out ?? 0), {
        payee: oneLine(payee) || null,
        description: oneLine(line.at('memo')),
        bankCategory: /^inflow$/i.test(group) ? null : categoryOf(group, line.at('category')),
        ...taggedWith(line.at('flag')),
        ...reconciledIf(/^reconciled$/i.test(line.at('cleared'))),
        accountName: line.at('account') || null,
        ...(transfer === null ? {} : { transferAccountName: transfer }),
      });
    }
  },
};

const mint: Layout = {
  program: 'Mint',
  headings: ['date', 'description', 'original description', 'amount', 'transaction type', 'category', 'account name'],
  date: 'date',
  amounts: ['amount'],
  read(lines, context) {
    for (const line of lines) {
      const size = context.amount(line.at('amount'), null);
      const type = line.at('transaction type').toLowerCase();
      const isKnown = type === 'debit' || type === 'credit';
      context.add(line, size === null || !isKnown ? null : type === 'debit' && size !== 0 ? -size : size, {
        payee: oneLine(line.at('description')) || null,
        description: oneLine(line.at('original description')),
        bankCategory: line.at('category') || null,
        note: line.at('notes') || null,
        ...taggedWith(line.at('labels')),
        accountName: line.at('account name') || null,
      });
    }
  },
};

const monarch: Layout = {
  program: 'Monarch',
  headings: ['date', 'merchant', 'category', 'account', 'original statement', 'amount'],
  date: 'date',
  amounts: ['amount'],
  read(lines, context) {
    for (const line of lines) {
      context.add(line, context.amount(line.at('amount'), null), {
        payee: oneLine(line.at('merchant')) || null,
        description: oneLine(line.at('original statement')),
        bankCategory: line.at('category') || null,
        note: line.at('notes') || null,
        ...taggedWith(line.at('tags')),
        accountName: line.at('account') || null,
      });
    }
  },
};

const actual: Layout = {
  program: 'Actual',
  headings: ['date', 'payee', 'notes', 'category', 'amount', 'split_amount', 'cleared'],
  date: 'date',
  amounts: ['amount', 'split_amount'],
  read(lines, context) {
    for (let at = 0; at < lines.length; at += 1) {
      const line = lines[at] as Line;
      const row = context.add(line, context.amount(line.at('amount'), null), {
        payee: oneLine(line.at('payee')) || null,
        bankCategory: categoryOf(line.at('category_group'), line.at('category')),
        note: line.at('notes') || null,
        ...reconciledIf(/^reconciled$/i.test(line.at('cleared'))),
        accountName: line.at('account') || null,
      });
      // The parts of a split stand below it, with an amount of their own in another column.
      const parts: StatementPart[] = [];
      for (let next = lines[at + 1]; next && /^\(SPLIT \d+ OF \d+\)/i.test(next.at('notes')); next = lines[at + 1]) {
        at += 1;
        parts.push({
          amountMinor: context.amount(next.at('split_amount'), null) ?? 0,
          category: categoryOf(next.at('category_group'), next.at('category')),
          note: next.at('notes').replace(/^\(SPLIT \d+ OF \d+\)\s*/i, '') || null,
        });
      }
      if (row && parts.length > 0) setParts(row, parts, line, context);
    }
  },
};

const firefly: Layout = {
  program: 'Firefly III',
  headings: ['journal_id', 'type', 'currency_code', 'amount', 'description', 'date', 'source_name', 'destination_name'],
  date: 'date',
  amounts: ['amount'],
  read(lines, context) {
    for (const line of lines) {
      const currency = isCurrency(line.at('currency_code')) ? line.at('currency_code') : null;
      const stated = context.amount(trimZeros(line.at('amount')), currency);
      const size = stated === null ? null : Math.abs(stated);
      const type = line.at('type').toLowerCase();
      const [source, destination] = [line.at('source_name'), line.at('destination_name')];
      const common = {
        currency,
        description: oneLine(line.at('description')),
        bankCategory: line.at('category') || null,
        note: line.at('notes') || null,
        ...taggedWith(line.at('tags')),
        ...reconciledIf(/^(1|true)$/i.test(line.at('reconciled'))),
        bankRef: line.at('journal_id') || null,
      };
      // Into an account come deposits, what it began with, and corrections whose other side is no account of one's own.
      const isIn = type === 'deposit' || (type !== 'withdrawal' && !/^(asset|loan|debt|mortgage)/i.test(line.at('source_type')));
      if (type === 'transfer') {
        context.add(line, size === null ? null : -size, { ...common, payee: destination || null, accountName: source, transferAccountName: destination });
        if (size !== null) context.add(line, size, { ...common, payee: source || null, accountName: destination, transferAccountName: source });
        continue;
      }
      const row = context.add(line, size === null ? null : isIn || size === 0 ? size : -size, {
        ...common,
        payee: (isIn ? source : destination) || null,
        accountName: (isIn ? destination : source) || null,
      });
      const foreign = line.at('foreign_currency_code');
      const paid = isCurrency(foreign) ? context.amount(trimZeros(line.at('foreign_amount')), foreign) : null;
      if (row && paid !== null) {
        row.originalAmountMinor = row.amountMinor < 0 && paid !== 0 ? -Math.abs(paid) : Math.abs(paid);
        row.originalCurrency = foreign;
      }
    }
  },
};

/** Firefly writes twelve decimals. */
function trimZeros(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

interface GnuCashSplit {
  line: Line;
  account: string;
  amountMinor: number;
}

/** Of the account trees that GnuCash sets up in the languages of its users; all others are income, expenses, equity. */
const ownRoots =
  /^(assets?|liabilit|aktiva|fremdkapital|verbindlich|actifs?|passifs?|activos?|pasivos?|attivit|passivit|ativos?|passivos?|activa|passiva|tillg|skulder)/i;

const gnucash: Layout = {
  program: 'GnuCash',
  headings: ['date', 'transaction id', 'description', 'commodity/currency', 'full account name', 'amount num.'],
  date: 'date',
  amounts: ['amount num.'],
  read(lines, context) {
    for (let at = 0; at < lines.length; ) {
      const group = [lines[at] as Line];
      // The other sides of a transaction stand below it, without a date.
      for (at += 1; lines[at]?.at('date') === '' && lines[at]?.at('transaction id') === ''; at += 1) group.push(lines[at] as Line);
      readGnuCash(group, context);
    }
  },
};

function readGnuCash(group: Line[], context: Context): void {
  const [head] = group as [Line];
  const code = head.at('commodity/currency').split('::').at(-1) ?? '';
  const currency = isCurrency(code) ? code : null;
  const splits: GnuCashSplit[] = [];
  for (const line of group) {
    const amountMinor = context.amount(line.at('amount num.'), currency);
    if (amountMinor === null) return context.report(line, 'bad-amount', `the amount cannot be read without doubt (${shorten(line.at('amount num.'))})`);
    splits.push({ line, account: line.at('full account name'), amountMinor });
  }
  const isOwn = ({ account }: GnuCashSplit): boolean => ownRoots.test(account);
  const own = splits.some(isOwn) ? splits.filter(isOwn) : splits.slice(0, 1);
  own.forEach((split, at) => {
    // The first account has all the rest as its parts; the others only got money from it.
    const others = at === 0 ? splits.filter((each) => each !== split) : (own.slice(0, 1) as GnuCashSplit[]);
    const [only] = others;
    const single = others.length === 1 ? only : undefined;
    const isTransfer = single !== undefined && own.includes(single);
    const row = context.add(head, split.amountMinor, {
      currency,
      payee: oneLine(head.at('description')) || null,
      description: oneLine(split.line.at('memo')),
      bankCategory: single && !isTransfer ? categoryPath(single.account) : null,
      note: head.at('notes') || null,
      ...reconciledIf(/^y$/i.test(split.line.at('reconcile'))),
      bankRef: head.at('transaction id') || null,
      accountName: categoryPath(split.account),
      ...(isTransfer && single ? { transferAccountName: categoryPath(single.account) } : {}),
      ...(head.at('number') === '' ? {} : { checkNumber: head.at('number') }),
    });
    if (!row || others.length < 2) return;
    const parts = others.map((other): StatementPart => ({
      amountMinor: other.amountMinor === 0 ? 0 : -other.amountMinor,
      category: own.includes(other) ? null : categoryPath(other.account),
      note: oneLine(other.line.at('memo')) || null,
      ...(own.includes(other) ? { transferAccountName: categoryPath(other.account) } : {}),
    }));
    setParts(row, parts, head, context);
  });
}

/** `Expenses:Food:Fruit` without its root, which says only that it is an expense. */
function categoryPath(account: string): string {
  return account.split(':').slice(1).join(':') || account;
}

function setParts(row: StatementRow, parts: StatementPart[], line: Line, context: Context): void {
  if (parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0) === row.amountMinor) row.parts = parts;
  else context.report(line, 'bad-parts', 'the parts do not add up to the amount: kept whole');
}

const layouts: readonly Layout[] = [ynab, mint, monarch, actual, firefly, gnucash];
