/** Who else was there: "with Ana and Bob", "con Luis", "zwischen Tom und mir". */
import { foldWord, type Token } from './tokens.ts';

export interface SpokenPeople {
  names: string[];
  from: number;
  to: number;
}

const leads = new Set('with between among con entre mit zwischen avec com'.split(' '));
const joiners = new Set('and y und et e , &'.split(' '));
const me = new Set('me myself i us mi mir uns moi nous mim'.split(' '));
const notNames = new Set(
  'a an the my cash card credit debit visa mastercard amex tip extra friends family kids work colleagues tarjeta karte carte cartao efectivo'.split(' '),
);

/** Names that follow such a word: those known, or written like names. */
export function findPeople(tokens: readonly Token[], taken: ReadonlySet<number>, known: readonly string[]): SpokenPeople {
  const knownNames = new Map(known.map((name) => [foldWord(name), name]));
  for (let lead = 0; lead < tokens.length; lead += 1) {
    if (!leads.has(tokens[lead]?.folded ?? '') || taken.has(lead)) continue;
    const names: string[] = [];
    let end = lead + 1;
    for (let at = lead + 1; at < tokens.length && !taken.has(at); at += 1) {
      const token = tokens[at];
      if (!token) break;
      if (joiners.has(token.folded) && end === at) continue;
      const name = knownNames.get(token.folded) ?? (isName(token) ? token.text : null);
      if (me.has(token.folded)) end = at + 1;
      else if (name !== null) {
        names.push(name);
        end = at + 1;
      } else break;
      if (!joiners.has(tokens[at + 1]?.folded ?? '')) break;
      at += 1;
    }
    if (names.length > 0) return { names, from: lead, to: end };
  }
  return { names: [], from: 0, to: 0 };
}

function isName(token: Token): boolean {
  return token.kind === 'word' && /^\p{Lu}\p{Ll}/u.test(token.text) && !notNames.has(token.folded);
}
