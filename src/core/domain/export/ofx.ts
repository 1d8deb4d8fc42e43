/**
 * OFX 2.1.1 (XML): one statement for each account. A transaction's FITID is its id in Saldo, so that the same export
 * read twice by another program adds nothing twice. Texts keep to the lengths of the specification.
 */
import { formatMinor } from '#shared/money.ts';
import type { ExportAccount, ExportBook, ExportText, ExportTransaction } from './export-book.ts';

const accountTypes = {
  checking: 'CHECKING',
  savings: 'SAVINGS',
  cash: 'CHECKING',
  credit: null,
  loan: 'CREDITLINE',
  investment: 'SAVINGS',
  property: 'SAVINGS',
} as const;

/** `book.transactions` is not used: `transactionsOf` answers those of an account, by (date, id). */
export function* ofxFile(
  book: ExportBook,
  transactionsOf: (accountId: string) => Iterable<ExportTransaction>,
): Generator<ExportText> {
  yield text(
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' +
      '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n' +
      `<OFX>\n<SIGNONMSGSRSV1><SONRS>${STATUS}<DTSERVER>${book.exportedAt.replace(/\D/g, '').slice(0, 14)}</DTSERVER>` +
      '<LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n',
  );
  const cards = book.accounts.filter((account) => account.kind === 'credit');
  const others = book.accounts.filter((account) => account.kind !== 'credit');
  let number = 0;
  for (const [accounts, set, response, statement] of [
    [others, 'BANKMSGSRSV1', 'STMTTRNRS', 'STMTRS'],
    [cards, 'CREDITCARDMSGSRSV1', 'CCSTMTTRNRS', 'CCSTMTRS'],
  ] as const) {
    if (accounts.length === 0) continue;
    yield text(`<${set}>\n`);
    for (const account of accounts) {
      number += 1;
      yield text(
        `<${response}><TRNUID>${number}</TRNUID>${STATUS}<${statement}><CURDEF>${account.currency}</CURDEF>${from(account)}\n` +
          `<BANKTRANLIST><DTSTART>${day(book.firstDate)}</DTSTART><DTEND>${day(book.lastDate)}</DTEND>\n`,
      );
      for (const transaction of transactionsOf(account.id)) yield { text: entry(transaction), rows: 1 };
      yield text(
        `</BANKTRANLIST>\n<LEDGERBAL><BALAMT>${formatMinor(account.endBalanceMinor, account.currency)}</BALAMT>` +
          `<DTASOF>${day(book.lastDate)}</DTASOF></LEDGERBAL></${statement}></${response}>\n`,
      );
    }
    yield text(`</${set}>\n`);
  }
  yield text('</OFX>\n');
}

const STATUS = '<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>';

/** Saldo does not keep account numbers; the end of an id takes their place, and is the same in every export. */
function from(account: ExportAccount): string {
  const number = `<ACCTID>${account.id.replaceAll('-', '').slice(-22)}</ACCTID>`;
  const type = accountTypes[account.kind];
  if (type === null) return `<CCACCTFROM>${number}</CCACCTFROM>`;
  const bank = Array.from((account.institution ?? '').replace(/[^A-Za-z0-9]/g, '')).slice(0, 9).join('') || 'SALDO';
  return `<BANKACCTFROM><BANKID>${bank}</BANKID>${number}<ACCTTYPE>${type}</ACCTTYPE></BANKACCTFROM>`;
}

function entry(transaction: ExportTransaction): string {
  const type = transaction.isTransfer ? 'XFER' : transaction.amountMinor < 0 ? 'DEBIT' : 'CREDIT';
  const remarks = [transaction.description, transaction.note].filter((remark) => remark !== '' && remark !== transaction.payee);
  const memo = remarks.length > 0 ? `<MEMO>${written(remarks.join(' · '), 255)}</MEMO>` : '';
  return (
    `<STMTTRN><TRNTYPE>${type}</TRNTYPE><DTPOSTED>${day(transaction.date)}</DTPOSTED>` +
    `<TRNAMT>${formatMinor(transaction.amountMinor, transaction.currency)}</TRNAMT><FITID>${transaction.id}</FITID>` +
    `<NAME>${written(transaction.payee, 32)}</NAME>${memo}</STMTTRN>\n`
  );
}

function text(markup: string): ExportText {
  return { text: markup, rows: 0 };
}

function day(date: string): string {
  return date.replaceAll('-', '');
}

const notShown = /[\s\u0000-\u001f\u007f-\u009f\ufffe\uffff]+/g;

/** Cut by whole characters, then escaped. */
function written(value: string, longest: number): string {
  return Array.from(value.replace(notShown, ' ').trim())
    .slice(0, longest)
    .join('')
    .trim()
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
