/**
 * Names and words that are known to mean something: shops of the brand list, well-known merchants, generic words.
 * Keys are written without spaces, so that "DOLLARTREE", "Dollar Tree" and "DOLLAR-TREE" are one.
 */

export type NameSource = 'merchant' | 'brand' | 'word';

export interface KnownName {
  /** Position of the leaf in `leaves`. */
  leaf: number;
  source: NameSource;
  /** -1: only money out; 1: only money in; 0: either. */
  sign: -1 | 0 | 1;
}

export interface NameMatch {
  key: string;
  /** As it stands in the text. */
  text: string;
  names: readonly KnownName[];
  /** First word and number of words. */
  from: number;
  length: number;
  how: 'whole' | 'start' | 'inside' | 'part';
  /** The name is also an everyday word or very short, so that it says less among others. */
  vague: boolean;
}

export interface Gazetteer {
  names: Map<string, KnownName[]>;
  /** Keys of merchants and brands, ascending, to find names that a bank cut off. */
  sorted: string[];
  /** Ends of German and Dutch compounds and the like ("haftpflicht|versicherung"). */
  stems: [stem: string, KnownName][];
}

const LONGEST = 5;
const SHORTEST_PART = 6;
const LEAST_LEFT = 0.68;

/** Brand names of one word that are also everyday words. */
const EVERYDAY = new Set(
  `next gap total shell one the city market express central station store shop bank food fresh star sun home plus super
   mini maxi net best first smart easy green blue red white black gold king queen royal prime active future life natura nature
   vision world europa europe america canada national international local union general euro gross klein neu alt post sport
   auto casa hotel bar cafe pizza burger restaurant apotheke bakery pharmacy supermarkt park parking service services
   online direct group holding trading company club studio center centre zentrum house haus maison point spot corner square
   garden orange apple mango lime kiwi berg stern adler lion tiger eagle falcon wolf bear panda mobile energy power water gas
   card payment transfer fee salary gehalt miete rent cash office school academy clinic lab max leo mary anna emma eva paul
   bob tom john georg george james david miller baker taylor smith wagner peter martin target subway dollar premier classic
   action only cos coin play dish bird spin rise match icon delta frontier united southwest enterprise visible three budget
   thrifty alamo progressive travelers general root guardian express guess loft buckle vans coach fossil cider roots normal
   wish public stash gemini strike river voyager uphold empower self prosper upgrade payoff compass oval bench wave box hover
   wix base salt get dixie mol moya tango ip star sale spar hit match cora dia deen dirk plus jumbo maxi metro giant smiths
   pilot marathon gulf holiday sinclair pioneer united pantry rebel stripes path orca via beat juno curb opal presto compass
   clear airport council library state township village town church temple shelter dave regal imax fever main event round
   coral lotto casino stake calm keeps noom signal debut april plum chip dave empower nest digit acorns avanza opti portu
   indigo azul play sas lot ana gol rex condor swift spirit hopper priceline ving itaka cox shaw get delta dna elisa base`
    .split(/\s+/)
    .filter(Boolean),
);

export function createGazetteer(lists: { key: string; name: KnownName; compound: boolean }[]): Gazetteer {
  const names = new Map<string, KnownName[]>();
  const stems: [string, KnownName][] = [];
  for (const { key, name, compound } of lists) {
    const known = names.get(key);
    if (!known) names.set(key, [name]);
    // What this project says of a merchant stands above what a brand list says of its namesakes.
    else if (name.source !== 'brand' && !known.some((other) => other.leaf === name.leaf && other.sign === name.sign)) {
      known.push(name);
    }
    if (compound) stems.push([key, name]);
  }
  const sorted = [...names]
    .filter(([key, found]) => key.length >= SHORTEST_PART && found.some((name) => name.source !== 'word'))
    .map(([key]) => key)
    .sort();
  return { names, sorted, stems };
}

/** "dollar tree" → "dollartree". */
export function nameKey(normalised: string): string {
  return normalised.replace(/[^\p{L}\p{N}&+]+/gu, '');
}

/**
 * The known names among words, longest first, none inside another.
 * @param sign of the amount: names that need the other direction are left out
 * @param hidden a name to overlook; training uses it to learn what to do without
 */
export function findNames(gazetteer: Gazetteer, words: string[], sign: number, hidden?: string): NameMatch[] {
  const matches: NameMatch[] = [];
  const taken = new Uint8Array(words.length);
  for (let length = Math.min(LONGEST, words.length); length >= 1; length--) {
    for (let from = 0; from + length <= words.length; from++) {
      if (isTaken(taken, from, length)) continue;
      let key = words[from] as string;
      for (let at = 1; at < length; at++) key += words[from + at] as string;
      if (key.length < 2 || key === hidden) continue;
      const known = gazetteer.names.get(key);
      if (!known) continue;
      const names = forSign(known, sign);
      if (names.length === 0) continue;
      taken.fill(1, from, from + length);
      matches.push({
        key,
        text: words.slice(from, from + length).join(' '),
        names,
        from,
        length,
        how: length === words.length ? 'whole' : from === 0 ? 'start' : 'inside',
        vague: length === 1 && (key.length <= 3 || EVERYDAY.has(key)),
      });
    }
  }
  for (let from = 0; from < words.length; from++) {
    if (taken[from]) continue;
    const word = words[from] as string;
    if (word.length < SHORTEST_PART) continue;
    const part = findPart(gazetteer, word, from === 0 ? words[1] : undefined, sign, hidden);
    if (part) matches.push({ ...part, from, length: 1, how: 'part', vague: false });
  }
  return matches.sort((a, b) => a.from - b.from);
}

/** A name at the beginning of a longer word ("mcdonaldsf13118"), a name cut off, or the end of a compound. */
function findPart(
  { names, sorted, stems }: Gazetteer,
  word: string,
  next: string | undefined,
  sign: number,
  hidden?: string,
): Pick<NameMatch, 'key' | 'text' | 'names'> | null {
  for (let length = word.length - 1; length >= SHORTEST_PART; length--) {
    const key = word.slice(0, length);
    const known = key === hidden ? undefined : names.get(key);
    const fitting = known ? forSign(known, sign) : [];
    if (fitting.length > 0) return { key, text: key, names: fitting };
  }
  for (const text of next ? [word + next, word] : [word]) {
    if (text.length < SHORTEST_PART + 1) continue;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as string) < text) low = middle + 1;
      else high = middle;
    }
    const key = sorted[low];
    // A bank cuts off the end of a name, not most of it.
    if (key?.startsWith(text) && key !== hidden && text.length >= LEAST_LEFT * key.length) {
      const fitting = forSign(names.get(key) ?? [], sign);
      if (fitting.length > 0) return { key, text: word, names: fitting };
    }
  }
  for (const [stem, name] of stems) {
    if (word.includes(stem) && (name.sign === 0 || name.sign === Math.sign(sign))) return { key: stem, text: word, names: [name] };
  }
  return null;
}

function forSign(names: KnownName[], sign: number): KnownName[] {
  const direction = sign < 0 ? -1 : 1;
  if (names.length === 1) return (names[0] as KnownName).sign === -direction ? [] : names;
  return names.filter((name) => name.sign !== -direction);
}

function isTaken(taken: Uint8Array, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) if (taken[at]) return true;
  return false;
}
