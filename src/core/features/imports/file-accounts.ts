/** The accounts that a file names, and which accounts of the ledger they stand for. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';
import { textAt } from '../../statements/statement-columns.ts';
import { isOwnExport, type ImportAccount } from './session.ts';

export interface NamedAccount {
  /** What it is remembered by. */
  key: string;
  name: string;
  number: string | null;
  kind: AccountKind | null;
  currency: string | null;
  rows: number;
  /** How rows name it: the values of their `accountName`. */
  names: Set<string>;
}

export interface FileAccountTarget extends NamedAccount {
  /** Null while nothing is chosen, or when it is left out. */
  to: ImportAccount | null;
  leaveOut: boolean;
}

/**
 * A column of account numbers with many of them holds the other parties', not the person's own: more than a few are own
 * accounts only when each has several lines.
 */
const OWN_ACCOUNTS_SURELY = 6;
const OWN_ACCOUNTS_AT_MOST = 40;

/** With rows or a stated balance; in the order in which the file names them. */
export function accountsOfFile(read: ReadStatementResult): NamedAccount[] {
  const { accountName } = read.rows;
  const counts = new Array<number>(accountName.values.length).fill(0);
  for (let at = 0; at < read.rows.count; at++) (counts[accountName.number[at] as number] as number) += 1;
  const found: NamedAccount[] = [];
  for (const { name, number, kind, currency } of read.accounts) {
    found.push({ key: keyOf(name, number), name, number, kind, currency, rows: 0, names: new Set() });
  }
  accountName.values.forEach((value, index) => {
    if (value === null || counts[index] === 0) return;
    let account = found.find((each) => each.name === value || each.number === value);
    if (!account) {
      account = { key: keyOf(value, null), name: value, number: null, kind: null, currency: null, rows: 0, names: new Set() };
      found.push(account);
    }
    account.names.add(value);
    account.rows += counts[index] as number;
  });
  for (const account of found) account.currency ??= currencyOfRows(read, account.names);
  // One account, named or not, holds all rows that name none.
  const only = found.length === 1 ? found[0] : undefined;
  if (only && only.names.size === 0) {
    only.names.add('');
    only.rows = read.rows.count;
  }
  const distinct = found.length;
  const strangers =
    read.format === 'csv' &&
    !isOwnExport(read) &&
    (distinct > OWN_ACCOUNTS_AT_MOST || (distinct > OWN_ACCOUNTS_SURELY && distinct * 3 > read.rows.count));
  return strangers ? [] : found;
}

/** The one currency of an account's rows; null when they have several or name none. */
function currencyOfRows({ rows }: ReadStatementResult, names: Set<string>): string | null {
  const own = rows.accountName.values.map((value) => value !== null && names.has(value));
  const currencies = new Set<string | null>();
  for (let at = 0; at < rows.count; at++) {
    if (own[rows.accountName.number[at] as number]) currencies.add(textAt(rows.currency, at));
  }
  const [only] = currencies;
  return currencies.size === 1 ? (only ?? null) : null;
}

/** Numbers are remembered without their blanks, names without case. */
function keyOf(name: string | null, number: string | null): string {
  return number ? `number:${number.replace(/\s/g, '').toUpperCase()}` : `name:${fold(name ?? '')}`;
}

function fold(name: string): string {
  return name.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The account of the ledger that one of the file stands for, by what was chosen before or by its name; or null. */
export function knownAccount(
  named: Pick<NamedAccount, 'key' | 'name' | 'currency'>,
  accounts: ImportAccount[],
  remembered: Map<string, string>,
): ImportAccount | null {
  const before = accounts.find((account) => account.id === remembered.get(named.key));
  if (before) return before;
  const fits = (account: ImportAccount): boolean => named.currency === null || named.currency === account.currency;
  return accounts.find((account) => fold(account.name) === fold(named.name) && fits(account)) ?? null;
}

/** What is not known is made at the import, unless a person chooses otherwise. */
export function newAccount(named: NamedAccount, currency: string): ImportAccount {
  const create = { name: named.name.slice(0, 80), kind: named.kind ?? ('checking' as const), currency: named.currency ?? currency };
  return { id: `new ${named.key}`, name: create.name, currency: create.currency, create };
}
