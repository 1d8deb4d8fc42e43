/** Signs, codes and names of currencies as they are said. */
import { currentCurrencies } from '#shared/currencies.ts';
import { touches, type Token } from './tokens.ts';

/** Names that several countries share mean the user's own currency when it is one of these, else the first. */
const names: [string, string[]][] = [
  ['$ dollar dollars buck bucks', ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN']],
  ['€ euro euros eur', ['EUR']],
  ['£ pound pounds quid libra libras pfund livre livres', ['GBP']],
  ['¥ yen yens', ['JPY', 'CNY']],
  ['₹ rupee rupees rs', ['INR', 'PKR', 'LKR', 'NPR']],
  ['₩ won', ['KRW']],
  ['₽ rouble roubles ruble rubles', ['RUB']],
  ['₺ lira liras', ['TRY']],
  ['₴ hryvnia', ['UAH']],
  ['฿ baht', ['THB']],
  ['franc francs franken', ['CHF', 'XOF']],
  ['real reais', ['BRL']],
  ['peso pesos', ['MXN', 'ARS', 'CLP', 'COP', 'PHP']],
  ['krona kronor krone kroner kronen kr', ['SEK', 'NOK', 'DKK', 'ISK']],
  ['zloty zlotys zl', ['PLN']],
  ['forint forints', ['HUF']],
  ['rand', ['ZAR']],
  ['yuan renminbi', ['CNY']],
  ['shekel shekels', ['ILS']],
  ['dirham dirhams', ['AED', 'MAD']],
];
const byName = new Map(names.flatMap(([words, codes]) => words.split(' ').map((word): [string, string[]] => [word, codes])));
/** "Swiss francs", "Canadian dollars": whose they are settles what the name leaves open. */
const ofCountry: Record<string, string> = {
  american: 'USD', us: 'USD', canadian: 'CAD', australian: 'AUD', singapore: 'SGD', mexican: 'MXN', swiss: 'CHF', schweizer: 'CHF',
  suizos: 'CHF', suisses: 'CHF', british: 'GBP', chinese: 'CNY', japanese: 'JPY', indian: 'INR', pakistani: 'PKR', argentine: 'ARS',
  colombian: 'COP', chilean: 'CLP', philippine: 'PHP', swedish: 'SEK', norwegian: 'NOK', danish: 'DKK', icelandic: 'ISK',
  schwedische: 'SEK', norwegische: 'NOK', danische: 'DKK', moroccan: 'MAD', turkish: 'TRY', polish: 'PLN',
};
const codes = new Set(currentCurrencies);
/** Codes that are words as well ("all", "top", "try") count only in capitals. */
const prefixed: Record<string, string> = { us: 'USD', ca: 'CAD', c: 'CAD', a: 'AUD', au: 'AUD', nz: 'NZD', hk: 'HKD', s: 'SGD', r: 'BRL', mx: 'MXN' };

/** The currency that is named at a token, and how many tokens name it. Before an amount only signs and codes are taken. */
export function currencyOfSymbol(
  tokens: readonly Token[],
  at: number,
  own: string,
  place: 'before' | 'after' = 'after',
): { code: string; length: number } | null {
  const token = tokens[at];
  if (!token) return null;
  const next = tokens[at + 1];
  if (token.kind === 'word' && next?.text === '$' && touches(token, next)) {
    const code = prefixed[token.folded];
    if (code) return { code, length: 2 };
  }
  const country = place === 'after' ? ofCountry[token.folded] : undefined;
  if (country && next && byName.get(next.folded)?.includes(country)) return { code: country, length: 2 };
  const whose = place === 'after' && next ? ofCountry[next.folded] : undefined;
  if (whose && byName.get(token.folded)?.includes(whose)) return { code: whose, length: 2 };
  if (token.kind === 'word' && codes.has(token.text)) return { code: token.text, length: 1 };
  const shared = byName.get(token.folded) ?? (['usd', 'gbp', 'chf', 'inr', 'jpy', 'brl'].includes(token.folded) ? [token.folded.toUpperCase()] : null);
  if (!shared || (place === 'before' && token.kind === 'word' && token.folded.length > 3)) return null;
  if (place === 'before' && token.folded === 'won') return null;
  return { code: shared.includes(own) ? own : (shared[0] ?? own), length: 1 };
}
