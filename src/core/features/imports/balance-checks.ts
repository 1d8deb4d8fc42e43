/** Balances that a file states, compared with what the ledger holds once the file is imported. */
import type { BalanceCheck } from '#shared/contract/imports.ts';
import { addDays } from '#shared/dates.ts';
import type { ReadStatementResult } from '../../statements/read-result.ts';
import { textAt } from '../../statements/statement-columns.ts';
import type { ImportAccount, ImportSession } from './session.ts';
import { isPending } from './statement-extras.ts';

export interface LedgerBalances {
  /** Opening balance and booked transactions up to the end of a day. */
  bookedBalance(accountId: string, date: string): number;
  hasBefore(accountId: string, date: string): boolean;
  openingBalance(accountId: string): number;
}

export interface CheckedBalance extends BalanceCheck {
  account: ImportAccount;
  line: number | null;
}

interface Stated {
  account: ImportAccount;
  kind: 'opening' | 'closing';
  date: string;
  amountMinor: number;
  line: number | null;
}

/** One opening balance at most for each account, and its closing balances in the order of their days. */
export function checkBalances(
  session: Pick<ImportSession, 'read' | 'account' | 'targets' | 'rows'>,
  ledger: LedgerBalances,
): CheckedBalance[] {
  const stated = statedBalances(session);
  if (stated.length === 0) return [];
  const moves = movesByAccount(session);
  const checks: CheckedBalance[] = [];
  for (const account of new Set(stated.map((each) => each.account))) {
    const move = moves.get(account);
    const firstDate = move?.firstDate ?? null;
    const begun = account.create ? beginning(stated.filter((each) => each.account === account), move) : null;
    for (const each of stated.filter((one) => one.account === account)) {
      const date = each.kind === 'opening' ? openingDay(each.date, firstDate) : each.date;
      const before = begun ?? ledger.bookedBalance(account.id, date);
      const ledgerMinor = before + (move?.upTo(date) ?? 0);
      const off = each.amountMinor - ledgerMinor;
      checks.push({
        account,
        accountName: account.name,
        accountId: account.create ? null : account.id,
        currency: account.currency,
        kind: each.kind,
        date,
        statedMinor: each.amountMinor,
        ledgerMinor,
        ...(off === 0 ? AGREES : advise(off, each, account, firstDate ?? date, ledger)),
        line: each.line,
      });
    }
  }
  return checks;
}

/** What an account that is made by the import begins with, so that the file's balances agree. */
export function openingBalanceFor(session: ImportSession, account: ImportAccount): number {
  const stated = statedBalances(session).filter((each) => each.account === account);
  return stated.length > 0 ? beginning(stated, movesByAccount(session).get(account)) : 0;
}

function beginning(stated: Stated[], move: Moves | undefined): number {
  const first = stated[0] as Stated;
  return first.kind === 'opening' ? first.amountMinor : first.amountMinor - (move?.upTo(first.date) ?? 0);
}

/** An opening balance is that before the first row, whatever day a format writes beside it. */
function openingDay(date: string, firstDate: string | null): string {
  return firstDate === null ? date : addDays(firstDate, -1);
}

const AGREES = { advice: null, openingBalanceMinor: null };

function advise(
  off: number,
  stated: Stated,
  account: ImportAccount,
  firstDate: string,
  ledger: LedgerBalances,
): Pick<BalanceCheck, 'advice' | 'openingBalanceMinor'> {
  if (!account.create && !ledger.hasBefore(account.id, firstDate)) {
    return {
      advice: 'nothing stands before this file, so another opening balance makes it agree',
      openingBalanceMinor: ledger.openingBalance(account.id) + off,
    };
  }
  return {
    advice:
      stated.kind === 'opening'
        ? 'a transaction before this file is missing or there twice'
        : 'a transaction is missing or there twice; reconciling the account finds it',
    openingBalanceMinor: null,
  };
}

function statedBalances({ read, account, targets }: Pick<ImportSession, 'read' | 'account' | 'targets'>): Stated[] {
  const explicit: Stated[] = [];
  for (const balance of read.balances) {
    if (balance.kind === 'available') continue;
    const named = balance.accountName ?? '';
    const target = targets.find((each) => each.name === named || each.number === named || each.names.has(named));
    const into = target ? target.to : account;
    if (!into || (balance.currency !== null && balance.currency !== into.currency)) continue;
    explicit.push({ account: into, kind: balance.kind, date: balance.date, amountMinor: balance.amountMinor, line: balance.line });
  }
  const found = explicit.length > 0 ? explicit : fromColumn(read, account, targets.length > 0);
  const order = (each: Stated): string => `${each.kind === 'opening' ? 0 : 1} ${each.date}`;
  found.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
  // Files of many days repeat the closing balance of one as the opening balance of the next.
  const opened = new Set<ImportAccount>();
  return found.filter((each) => {
    if (each.kind === 'closing') return true;
    const first = !opened.has(each.account);
    opened.add(each.account);
    return first;
  });
}

/** A running balance beside the rows, when it agrees with all amounts: the last one closes the file. */
function fromColumn(read: ReadStatementResult, account: ImportAccount | null, several: boolean): Stated[] {
  const { rows, balanceCheck } = read;
  if (!account || several || !balanceCheck || balanceCheck.checked === 0 || balanceCheck.agreeing < balanceCheck.checked) return [];
  const withBalance: number[] = [];
  for (let at = 0; at < rows.count; at++) {
    if (!Number.isNaN(rows.balanceMinor[at] as number) && !isPending(read, at)) withBalance.push(at);
  }
  if (withBalance.length < 2) return [];
  if (newestFirst(read, withBalance)) withBalance.reverse();
  const [first, last] = [withBalance[0] as number, withBalance.at(-1) as number];
  return [
    {
      account,
      kind: 'opening',
      date: textAt(rows.date, first),
      amountMinor: (rows.balanceMinor[first] as number) - (rows.amountMinor[first] as number),
      line: rows.line[first] ?? null,
    },
    {
      account,
      kind: 'closing',
      date: textAt(rows.date, last),
      amountMinor: rows.balanceMinor[last] as number,
      line: rows.line[last] ?? null,
    },
  ];
}

function newestFirst({ rows }: ReadStatementResult, order: number[]): boolean {
  const [first, second, last] = [order[0] as number, order[1] as number, order.at(-1) as number];
  const [firstDay, lastDay] = [textAt(rows.date, first), textAt(rows.date, last)];
  if (firstDay !== lastDay) return firstDay > lastDay;
  // On a single day the amounts say it: the later balance is the earlier one and its own amount.
  return (rows.balanceMinor[second] as number) + (rows.amountMinor[first] as number) === rows.balanceMinor[first];
}

interface Moves {
  firstDate: string;
  /** What the import adds to the booked balance up to the end of a day. */
  upTo(date: string): number;
}

function movesByAccount({ read, rows }: Pick<ImportSession, 'read' | 'rows'>): Map<ImportAccount, Moves> {
  const byDay = new Map<ImportAccount, Map<string, number>>();
  const first = new Map<ImportAccount, string>();
  for (let at = 0; at < read.rows.count; at++) {
    const account = rows.accounts[at];
    const fate = rows.fates[at];
    if (!account || fate === 'problem' || fate === 'note') continue;
    const date = textAt(read.rows.date, at);
    if (date < (first.get(account) ?? '9999')) first.set(account, date);
    const decision = rows.decisions[at];
    if (decision === 'leave-out' || isPending(read, at)) continue;
    let days = byDay.get(account);
    if (!days) byDay.set(account, (days = new Map()));
    const add = (day: string, amount: number): void => void days.set(day, (days.get(day) ?? 0) + amount);
    const match = rows.matches.get(at);
    if (decision === 'same' && match) {
      // Only a booking or an entry made by hand takes the file's date and amount.
      if (match.held.status === 'reconciled' || (match.held.status !== 'pending' && match.ground !== 'by-hand')) continue;
      if (match.held.status !== 'pending') add(match.held.date, -match.held.amountMinor);
    }
    add(date, read.rows.amountMinor[at] as number);
  }
  return new Map(
    [...first].map(([account, firstDate]) => {
      const days = [...(byDay.get(account) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
      let total = 0;
      const totals = days.map(([day, amount]) => [day, (total += amount)] as const);
      return [account, { firstDate, upTo: (date: string) => totals.findLast(([day]) => day <= date)?.[1] ?? 0 }];
    }),
  );
}
