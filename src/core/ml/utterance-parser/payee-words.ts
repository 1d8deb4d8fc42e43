/** Who was paid or who paid: after "at", "from", "bei", "chez"; else the words that nothing else explains. */
import type { CategoryWord } from './category-words.ts';
import { foldWord, type Token } from './tokens.ts';

interface PayeeContext {
  taken: ReadonlySet<number>;
  words: readonly CategoryWord[];
  payees: readonly { name: string }[];
  /** German writes every noun like a name. */
  nounsAreCapital: boolean;
}

const leads = new Set('at @ from to bei beim chez via von vom an'.split(' '));
/** Lead to a payee only before a name written as one. */
const weakLeads = new Set('in en no na nos nas em im zu zum zur a ao aux au para de do da del by pour fur for'.split(' '));
/** Names that are also what the category is known by. */
const brands = new Set(
  'amazon ebay etsy aliexpress temu netflix spotify uber lyft bolt cabify steam airbnb hulu hbo dropbox adobe github deezer playstation nintendo xbox edf navigo freenow lego'.split(' '),
);
const joints = new Set('& and of de del della do da du des la le y e und et'.split(' '));
const fillers = new Set(
  ('a an the my our his her some this that it its is was were be been i we he she they me us you of on in at for from to with and or but so then also just ' +
    'spent spend paid pay bought buy cost costs costing got get made gave sent received earned refund refunded salary came come went ate had have took put split ' +
    'new old big small nice quick weekly monthly annual yearly daily total bill bills fee fees payment payments purchase stuff things thing ' +
    'el la los las un una unos unas de del al y o en con por para mi mis su que fue eran he me se lo pague gaste compre cobre recibi pagado gastado hice ' +
    'der die das den dem des ein eine einen einem einer und oder im in am an auf fur mit bei beim von vom zu zum zur mein meine meinen ich habe hab wir ' +
    'bezahlt ausgegeben gekauft gezahlt bekommen erhalten war fürs furs ' +
    'le les des du au aux et ou dans sur pour par avec chez mon ma mes je j ai ete c est l d paye depense achete recu on ' +
    'o os as do da dos das no na nos nas em um uma uns umas e com meu minha eu foi paguei gastei comprei recebi ' +
    'about around roughly approximately exactly only like each per total plus tip cash card please add log record note expense income ' +
    'account money dollars euros pounds back again extra another more work home app online store shop shopping there here run trip visit night ride order ordered delivery takeaway').split(' '),
);

const articles = /^(the|la|el|le|les|los|las|o|der|die|das|dem|den|my|a|an)$/;

export interface SpokenPayee {
  /** As it was written; one in small letters is given capitals. */
  name: string;
  from: number;
  to: number;
}

/** Null when the sentence names nobody. */
export function findPayee(
  sentence: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  { taken, words, payees, nounsAreCapital }: PayeeContext,
): SpokenPayee | null {
  const free = (at: number): boolean => at >= from && at < to && !taken.has(at);
  const spans = new Map(words.flatMap((word) => range(word.from, word.to).map((at) => [at, word] as const)));
  const isNamed = (at: number): boolean => isCapital(tokens[at]) && !(nounsAreCapital && spans.has(at));
  const explained = (at: number): boolean => {
    const word = spans.get(at);
    return word !== undefined && !brands.has(tokens[at]?.folded ?? '');
  };
  const written = (first: number, end: number): SpokenPayee => ({
    name: nameOf(sentence.slice(tokens[first]?.start, tokens[end - 1]?.end)),
    from: first,
    to: end,
  });

  const known = knownPayee(tokens, from, to, payees, taken);
  if (known) return known;

  const brand = range(from, to).find((at) => free(at) && brands.has(tokens[at]?.folded ?? ''));
  if (brand !== undefined) return written(brand, brand + 1);

  for (let at = from; at < to; at += 1) {
    const lead = tokens[at]?.folded ?? '';
    if (taken.has(at) || !(leads.has(lead) || weakLeads.has(lead))) continue;
    let first = at + 1;
    while (free(first) && articles.test(tokens[first]?.folded ?? '') && !isNameArticle(tokens, first)) first += 1;
    const end = runOf(tokens, first, (next) => free(next) && (!isFiller(tokens, next) || ((next > first || isNameArticle(tokens, next)) && isCapital(tokens[next]))) && !(explained(next) && !isNamed(next)));
    if (end === first) continue;
    if (weakLeads.has(lead) && !isNamed(first)) continue;
    return written(first, end);
  }

  const runs: { first: number; end: number; capital: boolean }[] = [];
  for (let at = from; at < to; ) {
    const end = runOf(tokens, at, (next) => free(next) && tokens[next]?.kind === 'word' && !isFiller(tokens, next) && !explained(next));
    if (end > at) runs.push({ first: at, end, capital: at > 0 && isCapital(tokens[at]) });
    at = Math.max(end, at + 1);
  }
  const best = runs.find((run) => run.capital) ?? runs.find((run) => run.end - run.first <= 3 && (tokens[run.first]?.text.length ?? 0) > 2);
  if (!best) return null;
  return written(free(best.first - 1) && isNameArticle(tokens, best.first - 1) ? best.first - 1 : best.first, best.end);
}

function knownPayee(
  tokens: readonly Token[],
  from: number,
  to: number,
  payees: readonly { name: string }[],
  taken: ReadonlySet<number>,
): SpokenPayee | null {
  let best: SpokenPayee | null = null;
  for (const { name } of payees) {
    const wanted = foldWord(name).split(/[^\p{L}\d']+/u).filter(Boolean);
    if (wanted.length === 0 || (best && wanted.length <= best.to - best.from)) continue;
    for (let at = from; at + wanted.length <= to; at += 1) {
      if (wanted.every((word, index) => tokens[at + index]?.folded === word && !taken.has(at + index))) {
        best = { name, from: at, to: at + wanted.length };
      }
    }
  }
  return best;
}

function runOf(tokens: readonly Token[], first: number, goes: (at: number) => boolean): number {
  let end = first;
  while (end < tokens.length && goes(end)) end += 1;
  // "H & M", "Marks and Spencer", "Casa del Libro"
  const joint = tokens[end]?.folded ?? '';
  const joins = joints.has(joint) && isCapital(tokens[end - 1]) && isCapital(tokens[end + 1]) && goes(end + 1);
  return end > first && joins ? runOf(tokens, end + 1, goes) : end;
}

function isFiller(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'sign' || fillers.has(tokens[at]?.folded ?? '');
}

/** "Le Bistrot", "La Tagliatella": part of the name where both are written as names. */
function isNameArticle(tokens: readonly Token[], at: number): boolean {
  return at > 0 && articles.test(tokens[at]?.folded ?? '') && isCapital(tokens[at]) && isCapital(tokens[at + 1]);
}

function isCapital(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}/u.test(token.text);
}

function nameOf(text: string): string {
  if (/\p{Lu}/u.test(text)) return text;
  return text.replace(/(^|\s)(\p{Ll})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
