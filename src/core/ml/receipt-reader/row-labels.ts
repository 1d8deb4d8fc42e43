/** What a row of a receipt says of its amount: that it is the total, the tax, what was handed over… */

export type RowLabel =
  | 'total'
  | 'amount'
  | 'subtotal'
  | 'tax'
  | 'tip'
  | 'service'
  | 'rounding'
  | 'discount'
  | 'cash'
  | 'card'
  | 'change'
  | 'count'
  | 'other'
  | null;

export interface LabelledRow {
  label: RowLabel;
  /** How strongly the words speak for the total, for labels `total` and `amount`. */
  strength: number;
  /** Where the label ends in the row's text: amounts of it stand behind. */
  end: number;
}

/** Words are recognised with a letter or two wrong; the list is of the words that labels are made of. */
const VOCABULARY = (
  'total totals subtotal sub grand amount amt due balance payable pay paid net nett sales sale tax taxes taxable gst vat hst pst ' +
  'sst service charge tip gratuity cash change card visa mastercard amex debit credit rounding rounded round adjustment ' +
  'discount savings saved saving tender tendered items item qty quantity count coupon voucher deposit refund invoice ' +
  'payment purchase price incl inclusive excl excluding exclusive before after points balance ' +
  'summe gesamt gesamtbetrag gesamtsumme zwischensumme betrag zahlen bar gegeben rueckgeld ruckgeld mwst ust netto brutto trinkgeld steuer ' +
  'importe efectivo cambio entrega tarjeta propina impuesto iva base imponible pagar sous montant payer rendu especes monnaie carte tva remise pourboire ' +
  'totaal subtotaal betalen contant wisselgeld btw pin totale contanti resto imposta sconto jumlah tunai baki cukai ' +
  'troco dinheiro cartao imposto gorjeta desconto moms kontant vaxel summa suma razem gotowka reszta eftpos eft'
).split(' ');
const KNOWN = new Set(VOCABULARY);
const SHAPES: Record<string, string> = { '0': 'o', '1': 'l', '5': 's', '8': 'b', '|': 'l', '!': 'l', '€': 'e', $: 's', '@': 'a', '7': 't' };

/** Lower case without accents, misread words put right. Spaces and order are kept, lengths are not. */
export function labelWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/sub[\s-]+tota/g, 'subtota')
    .split(/[^\p{L}\p{N}|!$@€]+/u)
    .filter(Boolean)
    .map(knownWord)
    .join(' ');
}

function knownWord(word: string): string {
  if (KNOWN.has(word) || word.length < 4 || /^\d+$/.test(word)) return word;
  const letters = (word.match(/\p{L}/gu) ?? []).length;
  if (letters < word.length / 2) return word;
  const shaped = [...word].map((letter) => SHAPES[letter] ?? letter).join('');
  if (KNOWN.has(shaped)) return shaped;
  if (shaped.length < 5 && !/^(tota|otal|t0ta|totl|ttal|totai)$/.test(shaped)) return word;
  const allowed = shaped.length >= 8 ? 2 : 1;
  let best = word;
  let fewest = allowed + 1;
  for (const known of VOCABULARY) {
    if (known.length < 5 || Math.abs(known.length - shaped.length) > allowed) continue;
    // `Ground` is not `round`.
    if (known.length < 7 && known.length !== shaped.length && known[0] !== shaped[0]) continue;
    const distance = editDistance(shaped, known, allowed);
    if (distance < fewest) {
      fewest = distance;
      best = known;
    }
  }
  return best;
}

const RULES: readonly [RegExp, RowLabel, number][] = [
  [/\btotal (tendered|tender|paid cash|cash)\b|\b(amount|amt) (tendered|tender|received)\b/, 'cash', 0],
  [/\btotal amount\b(?!.*\b(excl|excluding|before|tax|gst)\b)/, 'total', 5.5],
  // What is called a total but counts something else.
  [/\b(total|no|number|nos|count)( of)?( no)? (items?|qty|quantity|pcs|articles|count|articulos|artikel|disc|units)\b|\b(items?|qty|quantity) (total|count|sold|purchased)\b|\btotal (savings?|saved|discount|points|tip|remise)\b|\b(you )?saved?\b.*\b(total|you|today)\b|\btotal number\b/, 'other', 0],
  [/\b(change|rueckgeld|ruckgeld|cambio|wisselgeld|rendu|monnaie|resto|baki|troco|vaxel|reszta|vuelto)\b/, 'change', 0],
  [/\b(rounding|round|rnd|bundaran|rounded adj\w*|pembundaran)\b/, 'rounding', 0],
  [/\b(subtotal|subtotaal|zwischensumme|sous total)\b|\btotal\b.*\b(supplies|supply|group|section|category)\b/, 'subtotal', 0],
  [/\b(sales?|amount)\b.*\b(incl|inclusive)\b.*\b(gst|tax|vat)\b/, 'total', 5],
  [/\btotal (tax|taxes|gst|vat|hst|iva|tva|mwst)\b/, 'tax', 0],
  [/\btotal\b.*\b(excl|excluding|exclusive|before|without|ex|ohne|hors|ht|exc) ?(gst|tax|vat|of|mwst)?\b|\b(total|net) (taxable|netto|ht|base|sales? exc\w*)\b|\b(net|netto) (sales?|amount|total)\b(?!.*\b(incl|payable|due)\b)|\bbase imponible\b|\btaxable\b/, 'subtotal', 0],
  [/\b(grand|balance|total|amount|amt|net|nett) (total )?(due|payable|owing|to pay|a pagar|a payer|zu zahlen|te betalen)\b|\bgrand total\b|\bnett? (total|a payer)\b|\btotal ?(ttc|a payer|a pagar|te betalen|payable|due|rounded|after|amount payable|to pay|eur|eu|euro|usd|rm|incl\w*)\b|\bzu zahlen\b|\b(gesamtbetrag|gesamtsumme|endbetrag|rounded total|total after|pay this amount)\b|\b(te betalen|net a payer)\b/, 'total', 6.5],
  [/\b(tip|gratuity|trinkgeld|propina|pourboire|gorjeta|fooi)\b/, 'tip', 0],
  [/\b(discount|savings?|saved|coupon|remise|sconto|desconto|rabatt|promo\w*|korting|descuento)\b/, 'discount', 0],
  [/\b(total|totals|totaal|totale|summe|gesamt|jumlah|summa|suma|razem|celkem|kokku|yhteensa|toplam)\b/, 'total', 5],
  [/\b(service|serv|svc|svr) (charge|chrg|chg|tax)\b|\bservice\b.*\d ?%/, 'service', 0],
  [/\b(tax|taxes|gst|vat|hst|pst|sst|mwst|ust|iva|tva|btw|moms|steuer|impuesto|imposto|cukai|igic|cgst|sgst)\b/, 'tax', 0],
  [/\b(visa|mastercard|master|amex|debit|credit|card|maestro|eftpos|eft|tarjeta|carte|karte|kartenzahlung|cartao|pin|discover|interac|ec)\b/, 'card', 0],
  [/\b(cash|tender|tendered|bar|gegeben|efectivo|entrega|especes|contant|contanti|tunai|dinheiro|kontant|gotowka|entregado|received)\b/, 'cash', 0],
  [/\b(balance|amount|amt|betrag|importe|montant|payment|paid|bill|purchase|sale|fare|charge|sum|price|zahlen|payable|due|pagar)\b/, 'amount', 3],
];

export function labelOf(text: string): LabelledRow {
  const words = labelWords(text);
  for (const [pattern, label, strength] of RULES) {
    if (pattern.test(words)) return { label, strength, end: labelEnd(text) };
  }
  return { label: null, strength: 0, end: 0 };
}

/** Behind the last word of three letters that stands before a number. */
function labelEnd(text: string): number {
  const match = /\p{L}{3,}/u.exec(text);
  return match ? match.index : 0;
}

/** Steps of changing one letter between two words; anything above `most` is `most + 1`. */
export function editDistance(one: string, other: string, most = Infinity): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let above = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    let fewest = row;
    for (let column = 1; column <= other.length; column++) {
      const changed = (above[column - 1] as number) + (one[row - 1] === other[column - 1] ? 0 : 1);
      const value = Math.min(changed, (above[column] as number) + 1, (line[column - 1] as number) + 1);
      line.push(value);
      if (value < fewest) fewest = value;
    }
    if (fewest > most) return most + 1;
    above = line;
  }
  return above[other.length] as number;
}
