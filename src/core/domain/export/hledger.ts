/** A journal that hledger reads (https://hledger.org/hledger.html#journal). */
import { formatMinor } from '#shared/money.ts';
import { minorDigits } from '#shared/currencies.ts';
import { accountNames, type NameStyle } from './account-names.ts';
import type { ExportBook, ExportText, ExportTransaction } from './export-book.ts';
import { journalEntry, type JournalPosting } from './journal-entries.ts';

/** Two spaces end a name, a colon begins a part of it and a semicolon a comment. */
const style: NameStyle = {
  part: (text) => oneLine(text).replaceAll(':', '-').replaceAll(';', ',') || 'Unnamed',
  distinct: (name, nth) => `${name} ${nth}`,
};

export function* hledgerJournal(book: ExportBook): Generator<ExportText> {
  const names = accountNames(book.accounts, book.categories, style);
  const used = [...new Set([...book.accounts.map((account) => account.currency), book.baseCurrency])].sort();
  yield text(
    `; Exported by Saldo ${book.app} on ${book.exportedAt.slice(0, 10)}: ${book.firstDate} to ${book.lastDate}\n\n` +
      `decimal-mark .\n${used.map((code) => `commodity ${commodityStyle(code)} ${code}\n`).join('')}\n` +
      `${names.all().map((name) => `account ${name}\n`).join('')}\n`,
  );
  for (const account of [...book.accounts].sort((a, b) => (a.firstDate < b.firstDate ? -1 : 1))) {
    if (account.startBalanceMinor === 0) continue;
    const amount = `${formatMinor(account.startBalanceMinor, account.currency)} ${account.currency}`;
    yield text(
      `${account.firstDate} * Opening balance\n` +
        `    ${names.ofAccount(account.id)}  ${amount} = ${amount}\n    ${names.opening}\n\n`,
    );
  }
  for (const transaction of book.transactions) {
    const entry = journalEntry(transaction, names, { postingDates: true });
    if (!entry) {
      yield { text: '', rows: 1 };
      continue;
    }
    yield { text: `${entry.date} ${headline(transaction)}\n${comments(transaction)}${entry.postings.map(line).join('')}\n`, rows: 1 };
  }
  yield text(`; Balances as Saldo has them\n`);
  for (const account of book.accounts) {
    const { currency } = account;
    yield text(
      `${book.lastDate} * Balance\n    ${names.ofAccount(account.id)}  ` +
        `${formatMinor(0, currency)} ${currency} = ${formatMinor(account.endBalanceMinor, currency)} ${currency}\n\n`,
    );
  }
}

function text(written: string): ExportText {
  return { text: written, rows: 0 };
}

/** hledger learns from it how many decimals a currency has; the mark stands even without any. */
function commodityStyle(currency: string): string {
  return `1000.${'0'.repeat(minorDigits(currency))}`;
}

function headline(transaction: ExportTransaction): string {
  const mark = transaction.status === 'pending' ? '!' : '*';
  const payee = oneLine(transaction.payee).replaceAll(';', ',').replaceAll('|', '/');
  const code = oneLine(transaction.bankRef ?? '').replace(/[();]/g, '');
  // A name in parentheses would be taken for the code that may stand before it, hence an empty one.
  return `${mark} ${code !== '' || payee.startsWith('(') ? `(${code}) ` : ''}${payee}`;
}

function comments(transaction: ExportTransaction): string {
  const lines = transaction.note.split(/\r\n|\r|\n/).map(comment);
  if (transaction.description !== '' && transaction.description !== transaction.payee) {
    lines.push(`bank: ${comment(transaction.description).replaceAll(',', ' ')}`);
  }
  if (transaction.original) {
    lines.push(`original: ${formatMinor(transaction.original.amountMinor, transaction.original.currency)} ${transaction.original.currency}`);
  }
  if (transaction.status === 'reconciled') lines.push('reconciled:');
  if (transaction.tags.length > 0) lines.push(transaction.tags.map((tag) => `${tagName(tag)}:`).join(', '));
  return lines
    .filter((line) => line !== '')
    .map((line) => `    ; ${line}\n`)
    .join('');
}

function line(posting: JournalPosting): string {
  const price = posting.price ? ` @@ ${formatMinor(posting.price.amountMinor, posting.price.currency)} ${posting.price.currency}` : '';
  const remarks = [posting.date === null ? '' : `date:${posting.date}`, comment(posting.note)].filter((remark) => remark !== '');
  const after = remarks.length > 0 ? `  ; ${remarks.join(', ')}` : '';
  return `    ${posting.account}  ${formatMinor(posting.amountMinor, posting.currency)} ${posting.currency}${price}${after}\n`;
}

/** Words of a person must not become a posting's date, which hledger reads from comments. */
function comment(written: string): string {
  return oneLine(written)
    .replace(/\b(date2?):/gi, '$1 :')
    .replaceAll('[', '(')
    .replaceAll(']', ')');
}

function tagName(tag: string): string {
  return oneLine(tag).replace(/[\s:,;]+/g, '-').replace(/^date2?$/i, '$&-tag') || 'tag';
}

const notShown = /[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

function oneLine(written: string): string {
  return written.replace(notShown, ' ').trim();
}
