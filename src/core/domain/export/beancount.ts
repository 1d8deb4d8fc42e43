/** A file that beancount reads (https://beancount.github.io/docs/beancount_language_syntax.html). */
import { addDays } from '#shared/dates.ts';
import { formatMinor } from '#shared/money.ts';
import { accountNames, type NameStyle } from './account-names.ts';
import type { ExportBook, ExportText, ExportTransaction } from './export-book.ts';
import { journalEntry, type JournalPosting } from './journal-entries.ts';

/** Letters, digits and hyphens, beginning with a capital letter or a digit. */
const style: NameStyle = {
  part(text) {
    const plain = text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\p{L}\p{Nd}]+/gu, '-')
      .replace(/^-+|-+$/g, '');
    const capital = plain.slice(0, 1).toUpperCase() + plain.slice(1);
    return /^[\p{Lu}\p{Nd}]/u.test(capital) ? capital : `X${capital}`;
  },
  distinct: (name, nth) => `${name}-${nth}`,
};

export function* beancountFile(book: ExportBook): Generator<ExportText> {
  const names = accountNames(book.accounts, book.categories, style);
  yield text(
    `;; Exported by Saldo ${book.app} on ${book.exportedAt.slice(0, 10)}: ${book.firstDate} to ${book.lastDate}\n\n` +
      `option "title" "Saldo"\noption "operating_currency" "${book.baseCurrency}"\n\n` +
      `${names.all().map((name) => `${book.firstDate} open ${name}\n`).join('')}\n`,
  );
  for (const account of book.accounts) {
    if (account.startBalanceMinor === 0) continue;
    yield text(
      `${account.firstDate} * "Opening balance"\n` +
        `  ${names.ofAccount(account.id)}  ${formatMinor(account.startBalanceMinor, account.currency)} ${account.currency}\n` +
        `  ${names.opening}  ${formatMinor(-account.startBalanceMinor, account.currency)} ${account.currency}\n\n`,
    );
  }
  for (const transaction of book.transactions) {
    const entry = journalEntry(transaction, names, { postingDates: false });
    yield entry
      ? { text: `${entry.date} ${headline(transaction)}\n${metadata(transaction)}${entry.postings.map(line).join('')}\n`, rows: 1 }
      : { text: '', rows: 1 };
  }
  // A balance holds at the beginning of its day.
  for (const account of book.accounts) {
    yield text(
      `${addDays(book.lastDate, 1)} balance ${names.ofAccount(account.id)}  ` +
        `${formatMinor(account.endBalanceMinor, account.currency)} ${account.currency}\n`,
    );
  }
}

function text(written: string): ExportText {
  return { text: written, rows: 0 };
}

function headline(transaction: ExportTransaction): string {
  const tags = [...new Set(transaction.tags.map(tagName))].map((tag) => ` #${tag}`).join('');
  return `${transaction.status === 'pending' ? '!' : '*'} ${quoted(transaction.payee)} ${quoted(transaction.note)}${tags}`;
}

function metadata(transaction: ExportTransaction): string {
  const { original } = transaction;
  const lines = [`saldo-id: ${quoted(transaction.id)}`];
  if (transaction.bankRef !== null) lines.push(`bank-ref: ${quoted(transaction.bankRef)}`);
  if (transaction.description !== '' && transaction.description !== transaction.payee) {
    lines.push(`bank: ${quoted(transaction.description)}`);
  }
  if (original) lines.push(`original: ${formatMinor(original.amountMinor, original.currency)} ${original.currency}`);
  if (transaction.status === 'reconciled') lines.push('reconciled: TRUE');
  return lines.map((written) => `  ${written}\n`).join('');
}

function line(posting: JournalPosting): string {
  const price = posting.price ? ` @@ ${formatMinor(posting.price.amountMinor, posting.price.currency)} ${posting.price.currency}` : '';
  const note = posting.note === '' ? '' : `    note: ${quoted(posting.note)}\n`;
  return `  ${posting.account}  ${formatMinor(posting.amountMinor, posting.currency)} ${posting.currency}${price}\n${note}`;
}

const notShown = /[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/g;

function quoted(written: string): string {
  return `"${written.replace(notShown, ' ').trim().replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function tagName(tag: string): string {
  return tag.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9_/.-]+/g, '-') || 'tag';
}
