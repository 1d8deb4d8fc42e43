/** A search phrase as words with their places, so that what is understood can be taken out of it. */
import { foldName } from '../fold-name.ts';

export interface Word {
  /** As it was typed, without quotation marks. */
  raw: string;
  /** Lower case, without accents and without a comma or full stop at its end. */
  text: string;
  /** In quotation marks: text to be found, whatever it may mean. */
  quoted: boolean;
}

const pattern = /["“”„«]([^"“”„»]*)["“”»]|\S+/gu;
/** `>50`, `<=20`, `~12`, `#tag`, `20..40` and `>` glued to a word are words of their own. */
const operators = /^(>=|=>|<=|=<|≥|≤|>|<|=|~)(?=[^<>=≥≤~])/u;

export function wordsOf(phrase: string): Word[] {
  const words: Word[] = [];
  for (const [whole, inside] of phrase.matchAll(pattern)) {
    if (inside !== undefined) {
      if (inside.trim()) words.push({ raw: inside.trim(), text: fold(inside.trim()), quoted: true });
      continue;
    }
    const operator = operators.exec(whole)?.[1];
    const rest = operator ? whole.slice(operator.length) : whole;
    if (operator) words.push({ raw: operator, text: operator, quoted: false });
    const span = /^(\D*\d[\d.,']*\D{0,3})(\.\.|…|–|—)(\D*\d.*)$/u.exec(rest);
    if (span?.[1] && span[3]) {
      for (const raw of [span[1], 'to', span[3]]) words.push({ raw, text: fold(raw), quoted: false });
    } else words.push({ raw: rest, text: fold(rest), quoted: false });
  }
  return words;
}

function fold(raw: string): string {
  return foldName(raw.replace(/[,;:!?]+$|(?<=\p{L})\.$/u, '')) || raw.toLowerCase();
}
