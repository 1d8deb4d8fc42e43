/** Accounts in a sentence: by their names, or "with the card", "in cash", "from savings". */
import type { AccountKind } from '#shared/contract/accounts.ts';
import { foldWord, type Token } from './tokens.ts';

export interface KnownAccount {
  id: string;
  name: string;
  kind: AccountKind;
}

export interface SpokenAccount {
  accountId: string;
  /** "to savings" names where money goes. */
  role: 'from' | 'to';
  from: number;
  to: number;
}

const kinds: Partial<Record<AccountKind, string>> = {
  cash: 'cash efectivo bar bargeld especes liquide dinheiro wallet',
  credit: 'credit|card card tarjeta karte kreditkarte carte cartao visa mastercard amex',
  savings: 'savings ahorros sparkonto epargne poupanca',
  checking: 'checking current|account girokonto corriente',
};
const leads = new Set('from with by in using on via my the to into con mit avec com en par no na desde von aus auf a del de para vom meiner'.split(' '));
const toWords = new Set('to into a auf para vers sur'.split(' '));

/** Only where a word such as "with" or "from" leads to it: "cash" alone may be anything. */
export function findAccounts(tokens: readonly Token[], taken: ReadonlySet<number>, accounts: readonly KnownAccount[]): SpokenAccount[] {
  const found: SpokenAccount[] = [];
  for (let at = 1; at < tokens.length; at += 1) {
    if (taken.has(at) || found.some((each) => at < each.to && at >= each.from)) continue;
    let lead = at;
    while (lead > 0 && leads.has(tokens[lead - 1]?.folded ?? '') && !taken.has(lead - 1)) lead -= 1;
    if (lead === at) continue;
    const match = byName(tokens, at, accounts) ?? byKind(tokens, at, accounts);
    if (!match) continue;
    const role = tokens.slice(lead, at).some(({ folded }) => toWords.has(folded)) ? 'to' : 'from';
    found.push({ accountId: match.id, role, from: lead, to: at + match.length });
  }
  return found;
}

function byName(tokens: readonly Token[], at: number, accounts: readonly KnownAccount[]): { id: string; length: number } | null {
  let best: { id: string; length: number } | null = null;
  for (const { id, name } of accounts) {
    const words = foldWord(name).split(/[^\p{L}\d]+/u).filter(Boolean);
    if (words.length === 0 || words.length <= (best?.length ?? 0)) continue;
    if (words.every((word, index) => tokens[at + index]?.folded === word)) best = { id, length: words.length };
  }
  return best;
}

/** A kind names an account only where there is one of it. */
function byKind(tokens: readonly Token[], at: number, accounts: readonly KnownAccount[]): { id: string; length: number } | null {
  for (const [kind, list] of Object.entries(kinds)) {
    for (const phrase of list.split(' ')) {
      const words = phrase.split('|');
      if (!words.every((word, index) => tokens[at + index]?.folded === word)) continue;
      const [only, ...others] = accounts.filter((account) => account.kind === kind);
      return only && others.length === 0 ? { id: only.id, length: words.length } : null;
    }
  }
  return null;
}
