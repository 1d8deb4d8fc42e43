/** Amounts of formats that have rules for them (OFX, CAMT, MT940), and what banks make of these rules. */
import { parseDecimal } from '#shared/money.ts';

/**
 * Minor units, or null when it cannot be read without doubt. A single comma or point stands before the decimals, by the
 * rules of these formats; of two different marks the last does. Surplus zeros (`8.850` euros) say nothing; funds that
 * state four decimals and more are rounded as a bank would. Only `1,234` may mean thousands after all.
 */
export function parseStatedAmount(text: string, exponent: number): number | null {
  const body = text.trim();
  const dot = body.lastIndexOf('.');
  const comma = body.lastIndexOf(',');
  const at = Math.max(dot, comma);
  if (at === -1) return parseDecimal(body, { decimal: '.' }, exponent);
  const decimal = dot > comma ? '.' : ',';
  if (body.indexOf(decimal) !== at) return parseDecimal(body, { decimal: decimal === '.' ? ',' : '.' }, exponent);
  let end = body.length;
  while (end > at + 1 + exponent && body.charCodeAt(end - 1) === 48) end -= 1;
  if (end - at - 1 <= exponent || body.length - at - 1 <= 3) {
    return parseDecimal(end === at + 1 ? body.slice(0, at) : body.slice(0, end), { decimal }, exponent);
  }
  if (!/^\d+$/.test(body.slice(at + 1))) return null;
  const cut = at + 1 + exponent;
  const below = parseDecimal(exponent === 0 ? body.slice(0, at) : body.slice(0, cut), { decimal }, exponent);
  if (below === null || body.charCodeAt(cut) < 53) return below;
  return body.startsWith('-') ? below - 1 : below + 1;
}
