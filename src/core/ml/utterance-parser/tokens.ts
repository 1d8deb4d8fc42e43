/** A sentence cut into words, numbers and signs, each with its place. */

export interface Token {
  kind: 'word' | 'number' | 'sign';
  /** As it was written. */
  text: string;
  /** Lower case, without accents. */
  folded: string;
  start: number;
  end: number;
}

// A space groups thousands only before three digits: "1 200", not "12 50".
const pattern = /\d{1,3}(?:[\u00a0\u202f'’ ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,:/-]\d+)*|\p{L}+(?:['’]\p{L}+)*|[$€£¥₹₩₽₺₴฿%#@+&;,.]/gu;

export function tokensOf(sentence: string): Token[] {
  return [...sentence.matchAll(pattern)].flatMap((match) => {
    const text = match[0];
    const token: Token = {
      kind: /^\d/.test(text) ? 'number' : /^\p{L}/u.test(text) ? 'word' : 'sign',
      text,
      folded: foldWord(text),
      start: match.index,
      end: match.index + text.length,
    };
    return token.kind === 'word' ? withoutElision(token) : [token];
  });
}

export function foldWord(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replaceAll('’', "'").replaceAll('ß', 'ss');
}

/** French and Portuguese glue short words on: "d'essence", "l'hôtel". English 's stays: "Trader Joe's". */
function withoutElision(token: Token): Token[] {
  const match = /^(l|d|j|qu|m|n|s|t|c)['’](\p{L}{2,})$/iu.exec(token.text);
  if (!match?.[1] || !match[2]) return [token];
  const at = token.start + match[1].length + 1;
  return [
    { ...token, text: match[1], folded: foldWord(match[1]), end: at },
    { ...token, text: match[2], folded: foldWord(match[2]), start: at },
  ];
}

/** Whether one follows the other without a space: "12th", "1.2k", "12€50". */
export function touches(before: Token | undefined, after: Token | undefined): boolean {
  return before !== undefined && after !== undefined && before.end === after.start;
}
