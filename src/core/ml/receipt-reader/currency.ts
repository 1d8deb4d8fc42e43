import { currenciesOfSymbol, currentCurrencies, minorDigits } from '#shared/currencies.ts';
import type { ReadField } from './receipt.ts';
import { boxOfSpan, type Row } from './rows.ts';

/** Signs and codes that stand at amounts. */
const SIGN = /(?<![\p{L}])(US\$|CA?\$|AU?\$|NZ\$|S\$|HK\$|NT\$|MX\$|R\$|[$€£¥₹₽₺₴₩₪₫₱฿₦]|RM|Rp|Rs\.?|zł|Kč|kr\.?|lei|Eur|Euro|EURO)(?=\s?[-(]?\d|[\s:)]|$)|(?<=\d\s?)(€|£|zł|Kč|kr\.?|Ft|円)(?!\p{L})/gu;
const CODE = /(?<!\p{L})([A-Z]{3})(?=\s?\d|[\s:)]|$)/gu;
/** Codes that are words or parts of names as well (`SDN BHD`) are not believed. */
const WORDS = new Set(['BHD', 'ALL', 'TOP', 'TRY', 'MOP', 'COP', 'CUP', 'PEN', 'MAD', 'BAM', 'GEL', 'LAK', 'SOS', 'BAN', 'RUB', 'NET', 'LEI', 'SIT', 'PHP', 'AMD', 'BOB', 'BAD', 'ROL', 'SEK', 'STN', 'CUC', 'FIM', 'ATS', 'PES', 'PEI', 'PEH', 'ESP', 'IEP', 'DEM', 'MOB', 'TPE', 'TOT', 'INR', 'XXX', 'ANG', 'KID', 'VED', 'CHE', 'GIP', 'MXP', 'ISK', 'UGS', 'CAD', 'CHW', 'COU', 'USS', 'USN', 'UYI', 'XAU', 'XAG', 'XDR', 'CSK', 'YUD', 'SUR', 'SLE', 'SLL', 'SRG', 'SRD', 'SSP']);
const CURRENT = new Set(currentCurrencies);
/** What only one country's receipts say. */
const PLACES: readonly [RegExp, string][] = [
  [/\bSDN\.? ?BHD\b|\bMALAYSIA\b|\bJALAN\b|\bSELANGOR\b|\bKUALA LUMPUR\b/i, 'MYR'],
  [/\bGmbH\b|\bMwSt\b|\bUSt-?Id/i, 'EUR'],
  [/\bS\.?L\.?U?\.?\b.*\bCIF\b|\bN\.?I\.?F\b|\bC\.?I\.?F\b|\bI\.?V\.?A\b|\bSIRET\b|\bTVA\b|\bBTW\b|\bP\.? ?IVA\b/, 'EUR'],
  [/\bSINGAPORE\b/i, 'SGD'],
  [/\bAUSTRALIA\b|\bABN\b/, 'AUD'],
  [/\bUNITED KINGDOM\b|\bLONDON\b/i, 'GBP'],
  [/\bDUBAI\b|\bABU DHABI\b/i, 'AED'],
  [/\b[A-Z]{2},? \d{5}(-\d{4})?\b|\b\(\d{3}\) ?\d{3}-\d{4}\b/, 'USD'],
];

/** The currency printed most often at amounts; a bare `$` means the user's own dollars where they have dollars. */
export function findCurrency(rows: readonly Row[], home: string): ReadField<string> {
  const votes = new Map<string, { votes: number; row: Row; start: number; end: number }>();
  const vote = (currency: string, weight: number, row: Row, start: number, end: number): void => {
    const known = votes.get(currency);
    if (known) known.votes += weight;
    else votes.set(currency, { votes: weight, row, start, end });
  };
  const place = placeOf(rows);
  const hasDecimals = rows.filter(({ text }) => /\d[.,]\d{2}(?!\d)/.test(text)).length >= 3;
  for (const row of rows) {
    for (const match of row.text.matchAll(SIGN)) {
      const sign = (match[1] ?? match[2]) as string;
      const possible = /^euro?$/i.test(sign) ? ['EUR'] : currenciesOfSymbol(sign);
      if (possible.length === 0) continue;
      const currency = [place, home].find((own) => own !== null && possible.includes(own)) ?? (possible[0] as string);
      // A lone `¥` among prices with decimals is a misread letter.
      if (hasDecimals && minorDigits(currency) === 0) continue;
      const atNumber = /^\s?[-(]?\d/.test(row.text.slice(match.index + sign.length)) || match[2] !== undefined;
      vote(currency, atNumber ? 1 : 0.5, row, match.index, match.index + sign.length);
    }
    for (const match of row.text.matchAll(CODE)) {
      const code = match[1] as string;
      // Words of three capitals are many: withdrawn currencies, and those whose decimals do not fit, are none of them.
      if (!CURRENT.has(code) || WORDS.has(code) || (hasDecimals && minorDigits(code) !== 2)) continue;
      vote(code, 0.8, row, match.index, match.index + 3);
    }
  }
  const [best] = [...votes].sort((a, b) => b[1].votes - a[1].votes);
  if (best) {
    const all = [...votes.values()].reduce((sum, each) => sum + each.votes, 0);
    const [value, { votes: count, row, start, end }] = best;
    return { value, confidence: Math.min(0.98, (count / all) * (0.7 + 0.1 * count)), box: boxOfSpan(row, start, end) };
  }
  return { value: place, confidence: place ? 0.5 : 0, box: null };
}

function placeOf(rows: readonly Row[]): string | null {
  for (const [pattern, currency] of PLACES) if (rows.some(({ text }) => pattern.test(text))) return currency;
  return null;
}

/** Above 0 where receipts of this currency and wording write the day before the month, below where after. */
export function dayFirstEvidence(rows: readonly Row[], currency: string | null): number {
  let evidence = 0;
  if (currency === 'USD') evidence -= 1;
  else if (currency !== null && !['CAD', 'PHP', 'JPY', 'CNY', 'KRW', 'TWD', 'HUF'].includes(currency)) evidence += 1.5;
  const text = rows.map((row) => row.text).join('\n');
  if (/\b[A-Z]{2},? \d{5}(-\d{4})?\b/.test(text) || /\bsales tax\b/i.test(text)) evidence -= 1.5;
  if (/\b(vat|iva|tva|btw|mwst|fecha|datum|importe)\b/i.test(text)) evidence += 1.5;
  return evidence;
}
