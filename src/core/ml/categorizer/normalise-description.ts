/**
 * From what a bank prints to what identifies the other side: "SQ *CAFE NORD 4471 BERLIN DE 12.03" → "cafe nord".
 * Runs once for each distinct description, so it is a handful of passes over a short text.
 */
import { townAtEnd } from './places.ts';

export interface NormalisedDescription {
  /** Lower case, no accents, words by single spaces; for matching. */
  normalised: string;
  /** As a person would write it. Never empty unless the text is. */
  merchant: string;
}

/** What card processors and wallets put in front of the shop. */
const PROCESSOR =
  /^(?:(?:sq|sqc|tst|sp|pp|cko|zettle_?|iz|sumup|paypal|payu|mollie|klarna|adyen|stripe|nyx|crv|gglpay|amzn digital|dd|ubr|fsp|py|bb|ic|opc|anc|ppl|fbpay|3cpayment|par|gpay|apl|ext|eb|wl|spi|in|cke|wpy|ezpay|sqsp|dnh|tkt|2co|fs|dri|rpi|act|chr|mcw|ptl|ntn) ?\*+ ?|paypal (?:europe )?(?=\S)|izettle\W|stripe\W)/i;

/** How banks say what kind of movement it is, in the languages that they say it in. */
const MOVEMENT = new RegExp(
  `^(?:${[
    '(?:dda |external |dbt |pin )?(?:pos )?withdrawal(?: debit card| pos| ach)?(?= (?:#\\S+ )?[a-z]{2,}.{2,})(?! (?:atm|at|cash|fee|branch|teller|transfer|home|by|from|to)\\b)(?: #\\S+)?|(?:recurring|recur|signature|international) (?:debit card|debit|payment|pos debit)(?: purchase)?(?: -)?|pos (?:withdrawal|sig|pin|debit|purchase)(?: -)?|(?:pos|visa|debit|credit|maestro|mastercard|contactless|card|recurring|checkcard)(?: (?:pos|card|debit|credit|purchase|payment|transaction|withdrawal|buy))+(?: (?:at|to|from))?',
    'purchase(?: authorized on)?|card (?:no|nr)\\.?|pos\\b|pur\\b|ach (?:debit|credit)|direct debit(?: payment)?(?: to)?|direct deposit|faster payments? (?:received|receipt|out|in)?(?: from| to)?|bill payment(?: to)?|standing order(?: to)?|bacs|bgc|cpm|vis|dd|so\\b',
    'kartenzahlung|kartenumsatz|(?:sepa[- ])?(?:basis)?lastschrift(?:einzug)?|(?:sepa[- ])?(?:echtzeit)?(?:ueber|über)weisung(?: an| von)?|gutschrift(?: von)?|dauerauftrag|girocard|ec[- ]kartenzahlung|folgelastschrift|erstlastschrift|einzugsermaechtigung',
    'achat(?: cb| par carte)?|paiement(?: par carte| cb)?|carte|cb|prlv(?: sepa)?|prelevement|virement(?: sepa)?(?: recu)?(?: de)?|vir(?: inst)?(?: sepa)?',
    'compra(?: con tarjeta| tarj)?|pago(?: con tarjeta)?(?: en)?|recibo|transferencia(?: de| a)?|bizum|adeudo',
    'pagamento(?: pos| con carta)?|acquisto|addebito(?: sdd)?|bonifico(?: da| a)?|compra cartao|debito direto',
    'betaling|pinbetaling|betaalautomaat|incasso|overboeking|bea|geldautomaat|sepa (?:incasso|overboeking)(?: algemeen)?',
    'kortkob|kortköp|dankort|visa kob|varekjop|nettgiro|betalning|autogiro|korttiosto|platnosc karta|zakup|przelew|platba kartou|platba',
  ].join('|')})[:\\s/-]+`,
  'i',
);

/** SEPA field marks: what they introduce is a reference, except SVWZ (the purpose) and ABWA (another name). */
const SEPA_REFERENCE = /\b(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|BIC|IBAN|ABWE|PURP|RTRN|TRTP)\s?[+:]\s?\S*/gi;
const SEPA_TEXT = /\b(?:SVWZ|ABWA|NAME|REMI)\s?[+:]\s?/gi;

const NOISE: [RegExp, string][] = [
  [/https?:\/\/\S+/gi, ' '],
  [/\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}\b/gi, ' '], // IBAN
  [/\b(?:x{2,}|\*{2,})[\dx*]*\d*/gi, ' '], // masked card
  [/\b\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?uhr| ?[ap]m)?\b/gi, ' '], // time of day, or day and month
  [/\b\d{1,4}[-./]\d{1,2}(?:[-./]\d{2,4})?\b/g, ' '], // date
  [/\b(?:ref|reference|referenz|mandat|mandate|rechnung|invoice|kunden|vertrag|order|bestellung|auth|aut|trx|txn|id|nr|no|card|karte|terminal|beleg|folgenr|verfall\w*)[ .:#-]*(?:nr|no|num)?[ .:#-]*[a-z]*\d[\w-]*/gi, ' '],
  [/\+?\d[\d ()-]{7,}\d/g, ' '], // telephone
];

/** Countries, states and legal forms at the end of a text tell apart nothing that matters here. */
const STATES =
  'al ak az ar ca co ct dc de fl ga hi ia id il in ks ky la ma md me mi mn mo ms mt nc nd ne nh nj nm nv ny oh ok or pa pr ri sc sd tn tx ut va vt wa wi wv wy'.split(' ');
const TAIL_WORDS = new Set([
  ...STATES,
  ...STATES.map((state) => `${state}us`),
  ...STATES.map((state) => `${state}usa`),
  ...`gmbh ag kg ohg ug ev co ltd limited plc llc inc corp sa sarl sas srl spa sl bv nv ab oy as aps sp zoo kft sro
   at ch fr es it pt nl be uk gb gbr us usa ie irl dk se no fi pl cz hu lu deu fra ita esp nld che aut can aus on bc ab qc`
    .split(/\s+/)
    .filter(Boolean),
]);

const NAMED_AFTER_PLACES =
  /^(?:trattoria|ristorante|restaurante?|pizzeria|osteria|cafe|café|bar|hotel|gasthaus|gasthof|grill|bistro|taverna|stadtwerke|kino|theater|museum)$/i;

const SMALL_WORDS = new Set('and of the at de la le du des di da del y e und am an der die das im in van von'.split(' '));

/** What American banks print around the shop: how it was paid, with which card, on which day and where. */
const CARD_FRAME: [RegExp, string][] = [
  [/\bORIG CO NAME:\s*/i, ''],
  [/\s(?:INDN|IND NAME):.*?(?=\s(?:CO ID|ORIG ID|TRN|TRACE#|PPD|WEB|CCD)\b|$)/gi, ' '],
  [/\s(?:ORIG ID|DESC DATE|SEC|TRACE#|EED|IND ID|TRN|CO ID|ID|CONF#?|WEB ID|PPD ID|CCD ID):\s?\S*(?: PPD| WEB| CCD| TEL)?/gi, ' '],
  [/\s(?:DES|CO ENTRY DESCR):\s?/gi, ' '],
  [/\s+-?\s*card ending in\s.*$/i, ''],
  [/\s(?:visa |us |intl |international )(?:debit )?card purchase\b.*$|\scard purchase$|\s-?\s*(?:card #?|card no\.?)[x*\d]+$/i, ''],
  [/\s\d{1,2}\/\d{1,2} purchase\b.*$/i, ''],
  [/\s-?\s*(?:purchase|debit card|electronic debit|cnp)$/i, ''],
  [/^(?:[x*]{2,}\d+|\d{4}) (?=(?:recurring |visa )?(?:debit|check|credit) ?card)/i, ''],
  [
    /^(?:x+\d+ |\d{4} )?(?:(?:recurring|recur|international|intl|signature|sig|pin|visa|dbt|debit|credit|check|card|pos|atm|point of sale|checkcard|purchase|withdrawal|withdrwl|payment|pymt|dda|ext|bkcard)[ -]+)+(?:(?:return|authorized on|crd|at) )?(?:[-–] )?(?=\S)(?:(?:\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|x{2,}\d+|\d{4}|visa #\d+|#\d+|crd|dbt)[ -]+)+(?:(?<=\d{4} )[A-Z]{2} [A-Z]+ (?=[A-Z]{3}))?/i,
    '',
  ],
  [/^\d{1,2}\/\d{1,2}(?:\/\d{2,4})? /, ''],
];

export function normaliseDescription(raw: string): NormalisedDescription {
  // Most texts have no marks, and looking for one costs far less than the patterns that need it.
  let text = /[+:]/.test(raw) ? raw.replace(SEPA_REFERENCE, ' ').replace(SEPA_TEXT, ' ') : raw;
  text = text.replace(/\s+/g, ' ').trim();
  const framed = /[:\d]|purchase|card|debit|cnp/i.test(text);
  for (const [pattern, replacement] of framed ? CARD_FRAME : []) {
    const shorter = text.replace(pattern, replacement);
    if (shorter.trim() !== '') text = shorter;
  }
  // A bank says what kind of movement it was, then a wallet says that it paid: take both away.
  for (let pass = 0; pass < 3; pass++) {
    const shorter = text.replace(MOVEMENT, '').replace(PROCESSOR, '').trim();
    if (shorter === text || shorter === '') break;
    text = shorter;
  }
  if (/\d|\*\*|xx|https?:/i.test(text)) for (const [pattern, replacement] of NOISE) text = text.replace(pattern, replacement);
  const words = text
    .replace(/\.(?:com|de|co\.uk|fr|es|it|nl|eu|net|org|io)\b(?:\/\S*)?/gi, ' ')
    .replace(/[*#_|/\\,;:()"<>+=]+|(?<=\s)[-.]+|[-.]+(?=\s|$)/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !isNumberWord(word));
  // "Trattoria Roma" is called that; "Lidl Berlin" is a Lidl in Berlin.
  const fewest = NAMED_AFTER_PLACES.test(words[0] ?? '') ? 2 : 1;
  while (words.length > fewest) {
    const tail = words.slice(-3).map(fold);
    const town = TAIL_WORDS.has(tail.at(-1) ?? '') ? 1 : townAtEnd(tail);
    if (town === 0 || words.length - town < fewest) break;
    words.length -= town;
  }
  const kept = words.length > 0 ? words : raw.trim().split(/\s+/).filter(Boolean);
  return {
    normalised: normaliseName(kept.join(' ')),
    merchant: kept.slice(0, 6).map(inTitleCase).join(' '),
  };
}

/** Lower case, no accents, single spaces: for names that are known to be nothing else. */
export function normaliseName(name: string): string {
  return fold(name).replace(/['’`]/g, '').replace(/[^\p{L}\p{N}&]+/gu, ' ').trim();
}

/** Shop numbers and references: more digits than letters. "H&M", "7-eleven" and "o2" stay. */
function isNumberWord(word: string): boolean {
  const digits = word.replace(/\D/g, '').length;
  if (digits === 0) return false;
  const letters = word.length - digits;
  return digits > 2 ? digits >= letters : letters === 0;
}

function fold(text: string): string {
  const lower = text.toLowerCase();
  // Plain ASCII, which most bank texts are, has nothing to fold.
  if (/^[\x20-\x7e]*$/.test(lower)) return lower;
  return lower.replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}+/gu, '');
}

function inTitleCase(word: string, at: number): string {
  const lower = word.toLowerCase();
  if (at > 0 && SMALL_WORDS.has(lower)) return lower;
  if (word !== word.toUpperCase()) return word;
  // Short words in capitals are mostly names of their own (DM, BVG, ING) when they have no vowel.
  if (word.length <= 4 && !/[aeiouyäöüéèáíóú]/i.test(word)) return word;
  return lower.replace(/(^|[-'&])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
