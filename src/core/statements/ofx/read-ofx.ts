/** Reads OFX and QFX, both the SGML of version 1 and the XML of version 2: bank, card and investment statements. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import { isCurrency } from '#shared/currencies.ts';
import { plainDate, type PlainDate } from '#shared/dates.ts';
import { decodeText } from '../csv/decode-text.ts';
import { detectFormat } from '../detect-format.ts';
import { encodingOf, plainValue, scanMarkup, type MarkupVisitor } from '../markup-scanner.ts';
import { parseStatedAmount } from '../stated-amount.ts';
import { shorten, StatementCollector } from '../statement-collector.ts';
import type {
  ReadOptions,
  RowProblemCode,
  StatementBalance,
  StatementReader,
  StatementReading,
  StatementRow,
} from '../statement-reader.ts';

export function readOfx(text: string, options: ReadOptions = {}): Omit<StatementReading, 'encoding'> {
  const collector = new StatementCollector(text, options);
  const visitor = new OfxVisitor(text, collector);
  scanMarkup(text, visitor);
  visitor.end();
  return collector.finish();
}

export const ofxReader: StatementReader = {
  format: 'ofx',
  detect: (head, fileName) => (detectFormat(head, fileName).format === 'ofx' ? 1 : 0),
  read: (bytes, _mapping, options) => {
    const { text, encoding } = decodeText(bytes, encodingOf(bytes));
    return { ...readOfx(text, options), encoding };
  },
};

/** Records that may move money. In investment statements the money is the `TOTAL`. */
const bankRecords = new Set(['STMTTRN', 'STMTTRNP']);
const cashRecords = new Set([
  'BUYDEBT', 'BUYMF', 'BUYOPT', 'BUYOTHER', 'BUYSTOCK', 'SELLDEBT', 'SELLMF', 'SELLOPT', 'SELLOTHER', 'SELLSTOCK',
  'INCOME', 'INVEXPENSE', 'MARGININTEREST', 'RETOFCAP',
]);
/** A reinvested dividend buys shares with what it brings: no money is left over. */
const recordsWithoutMoney: Readonly<Record<string, string>> = {
  REINVEST: 'income that was invested again',
  TRANSFER: 'a transfer of securities',
  JRNLFUND: 'money moved within the account',
  JRNLSEC: 'securities moved within the account',
  SPLIT: 'a split of shares',
  CLOSUREOPT: 'an option that was closed',
  INTRARS: 'an order to transfer money, which statements list once it is booked',
  INTERRS: 'an order to transfer money, which statements list once it is booked',
};
/** Inside records: their fields are kept apart from the record's own. */
const groups = new Set(['PAYEE', 'CURRENCY', 'ORIGCURRENCY', 'BANKACCTTO', 'CCACCTTO', 'SECID']);
const accountGroups = new Set(['BANKACCTFROM', 'CCACCTFROM', 'INVACCTFROM']);
const statements = new Set(['STMTRS', 'CCSTMTRS', 'INVSTMTRS']);

const kinds: Readonly<Record<string, AccountKind>> = {
  CHECKING: 'checking',
  SAVINGS: 'savings',
  MONEYMRKT: 'savings',
  CD: 'savings',
  CREDITLINE: 'loan',
};

interface OpenRecord {
  name: string;
  offset: number;
  fields: Map<string, string>;
}

class OfxVisitor implements MarkupVisitor {
  private readonly text: string;
  private readonly collector: StatementCollector;
  private record: OpenRecord | null = null;
  private group = '';
  private currency: string | null = null;
  private accountName: string | null = null;
  private accountGroup: { name: string; fields: Map<string, string> } | null = null;
  private balance: { kind: StatementBalance['kind']; offset: number; fields: Map<string, string> } | null = null;
  /** Names of securities come at the end of the file; rows wait for them. */
  private readonly waiting: { row: StatementRow; security: string }[] = [];
  private readonly securities = new Map<string, string>();
  private security = '';
  private readonly dates = new Map<string, PlainDate | null>();

  constructor(text: string, collector: StatementCollector) {
    this.text = text;
    this.collector = collector;
  }

  open(tag: string, value: string, _attributes: string, offset: number): void {
    const name = tag.toUpperCase();
    const { record } = this;
    if (record) {
      if (groups.has(name) && value === '') {
        this.group = `${name}.`;
        return;
      }
      // A record whose end is missing ends where the next one begins.
      if (bankRecords.has(name) && record.name !== 'INVBANKTRAN') this.endRecord(offset);
      else if (value !== '') {
        const field = this.group + name;
        if (!record.fields.has(field)) record.fields.set(field, value);
        return;
      } else if (!this.beginsElsewhere(name)) {
        return;
      } else {
        this.endRecord(offset);
      }
    }
    if (bankRecords.has(name) || cashRecords.has(name) || recordsWithoutMoney[name] !== undefined) {
      if (value === '') {
        this.endAccount();
        this.record = { name, offset, fields: new Map() };
        this.group = '';
      }
      return;
    }
    if (statements.has(name)) {
      this.currency = null;
      this.accountName = null;
    } else if (accountGroups.has(name)) {
      this.accountGroup = { name, fields: new Map() };
    } else if (name === 'LEDGERBAL' || name === 'AVAILBAL') {
      this.endAccount();
      this.endBalance();
      this.balance = { kind: name === 'LEDGERBAL' ? 'closing' : 'available', offset, fields: new Map() };
    } else if (value !== '') {
      this.field(name, value);
    }
  }

  private field(name: string, value: string): void {
    if (this.accountGroup) this.accountGroup.fields.set(name, value);
    else if (this.balance) this.balance.fields.set(name, value);
    if (name === 'CURDEF') this.currency = isCurrency(value.toUpperCase()) ? value.toUpperCase() : null;
    else if (name === 'UNIQUEID') this.security = value;
    else if (name === 'SECNAME') this.securities.set(this.security, plainValue(value));
  }

  private beginsElsewhere(name: string): boolean {
    return statements.has(name) || name === 'LEDGERBAL' || cashRecords.has(name) || recordsWithoutMoney[name] !== undefined;
  }

  close(tag: string, offset: number): void {
    const name = tag.toUpperCase();
    if (this.record) {
      if (groups.has(name)) this.group = '';
      else if (name === this.record.name || name === 'BANKTRANLIST' || name === 'INVTRANLIST' || name === 'OFX') {
        this.endRecord(offset);
      }
      return;
    }
    if (accountGroups.has(name)) this.endAccount();
    else if (name === 'LEDGERBAL' || name === 'AVAILBAL' || statements.has(name)) this.endBalance();
  }

  /** The file ends: what is still open was cut off, and its last value may be, too. */
  end(): void {
    this.endBalance();
    if (this.record) {
      const line = this.collector.lineAt(this.record.offset);
      this.collector.report(line, 'cut-off', 'the file ends in the middle of this transaction', this.text.slice(this.record.offset));
    }
    for (const { row, security } of this.waiting) {
      const name = this.securities.get(security);
      if (name) row.payee = name;
    }
  }

  private endAccount(): void {
    const group = this.accountGroup;
    if (!group) return;
    this.accountGroup = null;
    const number = group.fields.get('ACCTID') ?? null;
    const kind =
      group.name === 'CCACCTFROM'
        ? 'credit'
        : group.name === 'INVACCTFROM'
          ? 'investment'
          : (kinds[(group.fields.get('ACCTTYPE') ?? '').toUpperCase()] ?? null);
    this.accountName = this.collector.account(number && plainValue(number), null, kind, this.currency);
  }

  private endBalance(): void {
    const { balance, collector } = this;
    if (!balance) return;
    this.balance = null;
    const date = this.dateOf(balance.fields.get('DTASOF') ?? '');
    const amountMinor = parseStatedAmount(balance.fields.get('BALAMT') ?? '', collector.exponentOf(this.currency));
    if (date === null || amountMinor === null) return;
    const { kind, offset } = balance;
    const { accountName, currency } = this;
    collector.balances.push({ accountName, date, amountMinor, currency, kind, line: collector.lineAt(offset) });
  }

  private endRecord(endOffset: number): void {
    const { record, collector } = this;
    if (!record) return;
    this.record = null;
    const { name, fields, offset } = record;
    const line = collector.lineAt(offset);
    const report = (code: RowProblemCode, what: string): void =>
      collector.report(line, code, what, this.text.slice(offset, Math.min(endOffset, offset + 400)).replace(/\s+/g, ' '));
    const withoutMoney = recordsWithoutMoney[name];
    if (withoutMoney) return report('no-money', `left out: ${withoutMoney}`);

    const isBank = bankRecords.has(name);
    const stated = (isBank ? (fields.get('DTPOSTED') ?? fields.get('DTTRAN')) : (fields.get('DTTRADE') ?? fields.get('DTSETTLE'))) ?? '';
    const date = this.dateOf(stated);
    if (date === null) {
      return stated === '' ? report('no-date', 'no date') : report('bad-date', `no such date (${shorten(stated)})`);
    }
    const own = (fields.get('CURRENCY.CURSYM') ?? '').toUpperCase();
    const currency = isCurrency(own) ? own : this.currency;
    const amountText = fields.get(isBank ? 'TRNAMT' : 'TOTAL') ?? '';
    if (amountText === '') return report('no-amount', 'no amount');
    const amountMinor = parseStatedAmount(amountText, collector.exponentOf(currency));
    if (amountMinor === null) {
      return report('bad-amount', `the amount cannot be read without doubt (${shorten(amountText)})`);
    }

    const text = (field: string): string => plainValue(fields.get(field) ?? '');
    const payee = text('PAYEE.NAME') || [text('NAME'), text('EXTDNAME')].filter(Boolean).join(' ');
    const category = text('CATEGORY');
    const row: StatementRow = {
      line,
      date,
      amountMinor,
      currency,
      payee: payee || null,
      description: text('MEMO') || (isBank ? '' : investmentWords[name] ?? ''),
      balanceMinor: null,
      bankRef: text('FITID') || null,
      bankCategory: category === '' || /^uncategori[sz]ed$/i.test(category) ? null : category,
      note: paidAbroad(text('ORIGCURRENCY.CURSYM'), text('ORIGCURRENCY.CURRATE')),
      accountName: this.accountName,
    };
    const checkNumber = text('CHECKNUM');
    if (checkNumber) row.checkNumber = checkNumber;
    const other = text('BANKACCTTO.ACCTID') || text('CCACCTTO.ACCTID');
    if (other) row.transferAccountName = other;
    const valueDate = this.dateOf(fields.get('DTAVAIL') ?? fields.get('VALUEDATE') ?? fields.get('DTSETTLE') ?? '');
    if (valueDate !== null) row.valueDate = valueDate;
    if (name === 'STMTTRNP') row.pending = true;
    const security = fields.get('SECID.UNIQUEID');
    if (security && !row.payee) this.waiting.push({ row, security });
    collector.add(row, endOffset);
  }

  /** The day as printed: a time zone behind it moves no transaction to another day. */
  private dateOf(text: string): PlainDate | null {
    const day = text.slice(0, 10);
    let date = this.dates.get(day);
    if (date === undefined) {
      const found = /^(\d{4})-?(\d\d)-?(\d\d)/.exec(day);
      date = found ? plainDate(Number(found[1]), Number(found[2]), Number(found[3])) : null;
      this.dates.set(day, date);
    }
    return date;
  }
}

/** The file has a rate, not the amount that was paid: multiplying would make one up. */
function paidAbroad(currency: string, rate: string): string | null {
  return currency === '' ? null : `Paid in ${currency}${rate === '' ? '' : ` at ${rate}`}`;
}

const investmentWords: Readonly<Record<string, string>> = {
  INCOME: 'Income',
  INVEXPENSE: 'Expense',
  MARGININTEREST: 'Margin interest',
  RETOFCAP: 'Return of capital',
  BUYDEBT: 'Buy', BUYMF: 'Buy', BUYOPT: 'Buy', BUYOTHER: 'Buy', BUYSTOCK: 'Buy',
  SELLDEBT: 'Sell', SELLMF: 'Sell', SELLOPT: 'Sell', SELLOTHER: 'Sell', SELLSTOCK: 'Sell',
};
