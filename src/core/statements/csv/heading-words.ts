/** What banks call their columns, in the languages they write in. */
import { currenciesOfSymbol } from '#shared/currencies.ts';
import type { ColumnRole } from '#shared/contract/csv-mapping.ts';

type HeadingRole = Exclude<ColumnRole, 'ignore'>;

/**
 * Headings by role, best first: the first line of a role wins over the second where a file has both. Words are without
 * accents, punctuation and currency. German umlauts also as two letters.
 */
const headings: Record<HeadingRole, readonly string[]> = {
  date: [
    'date|datum|buchungstag|buchungsdatum|booking date|posting date|transaction date|fecha|fecha operacion|' +
      'fecha de operacion|date operation|date de l operation|date d operation|date de comptabilisation|' +
      'date comptable|data|data operazione|data contabile|data lancamento|data do lancamento|data movimento|' +
      'data mov|bokforingsdag|bokforingsdatum|bogforingsdato|bogfort|bokfort dato|dato|transaktionsdatum|' +
      'transaktionsdato|data operacji|data transakcji|data ksiegowania|datum zauctovani|datum transakce|' +
      'konyveles datuma|konyvelesi datum|tranzakcio datuma|tranzakcio datuma es ideje|kirjauspaiva|kirjauspvm|' +
      'pvm|paivamaara|journal date|boekdatum|boekingsdatum|transactiedatum|date processed|completed date|day|dan',
    'created|created on|created date|created utc|date created|timestamp|date time|datetime|time|posted date|' +
      'post date|posted on|date posted|date posted utc|buchung|umsatzdatum|fecha contable|fecha movimiento|' +
      'datum verrichting|datum transactie|uitvoeringsdatum|date transaction|date de transaction|started date|' +
      'clearing date|effective date|data valuta|settlement date|datum obratu|belegdatum|kaufdatum|purchase date|' +
      'trade date|execution date|datum provedeni|reskontradatum|maksupaiva|arvopaiva',
  ],
  valueDate: [
    'value date|valuta|valutadatum|wertstellung|wertstellungstag|wert|wertstellungsdatum|fecha valor|' +
      'fecha de valor|f valor|date valeur|date de valeur|data valuta|data valor|rentedatum|valutadato|rentedato|' +
      'data waluty|datum valuty|datum splatnosti|ertek nap|erteknap|ertekna|arvopaiva|posted date|post date|' +
      'settlement date|datum verrekening|execution date|datum provedeni',
  ],
  amount: [
    'amount|betrag|buchungsbetrag|umsatz|montant|importe|importo|valor|montante|bedrag|belopp|belob|belop|' +
      'kwota|kwota operacji|kwota transakcji|castka|objem|zauctovana castka|osszeg|tranzakcio osszege|summa|' +
      'maara|transaction amount|net amount|amount in account currency|transaktionsbetrag|montant de l operation|' +
      'montant operation|importe eur|betrag in eur|bedrag in eur|bedrag eur|net|netto|amt|iznos|suma|vrednost',
    'value|sum|total|gross|brutto|paid|price|amount paid|total amount|summary amt|billing amount|local amount|' +
      'saldo movimento|movimento|movement|movimiento',
  ],
  debit: [
    'debit|debits|debit amount|withdrawal|withdrawals|withdrawal amount|money out|paid out|out|outflow|soll|' +
      'belastung|lastschrift|ausgang|ausgabe|ausgaben|depense|depenses|cargo|cargos|debe|adeudo|debito|debitos|' +
      'addebito|addebiti|uscite|uscita|dare|saida|saidas|debet|af|uit|uitgaven|ud|ut|uttag|ut av konto|' +
      'ut fra konto|obciazenia|obciazenie|wydatki|wydatek|vydaje|vydaj|na vrub|terheles|kiadas|payments|spent|' +
      'spending|charge|charges|otto',
  ],
  credit: [
    'credit|credits|credit amount|deposit|deposits|deposit amount|money in|paid in|in|inflow|haben|gutschrift|' +
      'eingang|einnahme|einnahmen|recette|recettes|abono|abonos|haber|ingreso|ingresos|credito|creditos|' +
      'accredito|accrediti|entrate|entrata|avere|entrada|entradas|bij|inkomsten|ind|inn|insattning|inn pa konto|' +
      'uznania|uznanie|wplywy|wplyw|prijmy|prijem|ve prospech|jovairas|bevetel|receipts|received|income|kredit|' +
      'pano',
  ],
  sign: [
    'd k|d c|c d|cr dr|dr cr|debit credit|credit debit|debit credit indicator|credit debit indicator|' +
      'credit debit code|soll haben|s h|af bij|bij af|bevetel kiadas|transaction type|type|typ|dc|cd|sens|signe|' +
      'segno|sinal|znak|richting|direction|in out|sign',
  ],
  currency: [
    'currency|wahrung|waehrung|devise|moneda|divisa|moeda|munt|valuta|valuta konta|waluta|mena|mena uctu|' +
      'devizanem|tranzakcio devizaneme|deviza|valuutta|currency code|ccy|curr|muntsoort|buchungswahrung|' +
      'buchungswaehrung|monn|monnaie|account currency|transaction currency|iso currency|valutasort|kontowahrung|' +
      'valuutakood',
  ],
  payee: [
    'payee|name|naam omschrijving|merchant|merchant name|counterparty|counterparty name|counter party|' +
      'partner name|beneficiary|empfanger|empfaenger|zahlungsempfanger|auftraggeber|auftraggeber empfanger|' +
      'auftraggeber empfaenger|auftraggeber zahlungsempfanger|beguenstigter zahlungspflichtiger|' +
      'begunstigter zahlungspflichtiger|zahlungsempfanger in|zahlungspflichtige r|' +
      'zahlungsempfanger zahlungspflichtiger|zahlungspartner|name zahlungsbeteiligter|beteiligter|beteiligte r|' +
      'empfanger auftraggeber|destinatario|beneficiario|ordenante|beneficiaire|tiers|contrepartie|controparte|' +
      'favorecido|naam|naam tegenpartij|tegenpartij|naam begunstigde|handelaar|mottagare|mottaker|modtager|' +
      'avsandare|nazwa odbiorcy nadawcy|nadawca odbiorca|odbiorca|nadawca|kontrahent|dane kontrahenta|' +
      'nazev protiuctu|jmeno protiuctu|protistrana|obchodnik|prijemce|partner neve|partner|kedvezmenyezett|saaja|' +
      'saaja maksaja|maksaja|counteraccount name|vendor|store name|store|supplier|shop|client|customer|to|from|' +
      'payer',
  ],
  description: [
    'description|details|memo|narrative|reason|reference text|verwendungszweck|buchungstext|vorgang|zweck|text|' +
      'libelle|detail de l ecriture|detail|communication|concepto|descripcion|movimiento|descrizione|causale|' +
      'descrizione operazione|historico|descricao|descritivo|omschrijving|mededelingen|vrije mededeling|' +
      'gestructureerde mededeling|mededeling|transaktionsbeschreibung|transaktionsbeschreibung zusatz|' +
      'beskrivning|beskrivelse|tekst|meddelande|transaktion|forklaring|opis|opis operacji|opis transakcji|tytul|' +
      'tytul operacji|szczegoly|popis|zprava|zprava pro prijemce|message for payee|message|viesti|selitys|' +
      'kozlemeny|leiras|megnevezes|selite|transaction description|original description|particulars|' +
      'payment reference|desc|transaction details|transaction|activity|label|item|items|polozka|description 1|' +
      'description 2|description 3|omschrijving 1|omschrijving 2|omschrijving 3|posting text|umsatzart|' +
      'buchungsinformationen|buchungsdetails|info|additional description|toelichting|explanation|' +
      'statement descriptor',
  ],
  balance: [
    'balance|saldo|kontostand|solde|running balance|running bal|bal|guthaben|saldo na mutatie|saldo nach|' +
      'account balance|saldo na trn|saldo nach buchung|saldo disponible|saldo contable|saldo dopo|egyenleg|' +
      'konyvelt egyenleg|zustatek|saldo po operacji|saldo koncowe|balance after|bogfort saldo|tili saldo|' +
      'saldo efter|balans|ledger balance|available balance|stand|stav',
  ],
  reference: [
    'id|transaction id|reference|reference number|referenz|transaction reference|transaction reference number|' +
      'bank reference|kundenreferenz|buchungsreferenz|ref|ref no|referencia|riferimento|reference id|tx id|' +
      'numero do documento|transactiereferentie|id transakce|referencni cislo transakce|numer referencyjny|viite|' +
      'viitenumero|arkistointitunnus|megbizas azonosito|azonosito|tranzakcio azonosito|n de transaction|' +
      'n° de transaction|no de transaction|check number|cheque number|num|number|receipt|record id|reference no|' +
      'transaction number|order id|client reference|sepa reference|journal number|external id|uid|archive id|' +
      'archiveringskenmerk|volgnr|afschriftnummer|internal reference',
  ],
  category: [
    'category|kategorie|categorie|categoria|kategori|kategoria|luokka|sub category|subcategory|unterkategorie|' +
      'merchant category|class|clase|kategorie transakce|rubriek|mcc',
  ],
  note: [
    'note|notes|comment|comments|notiz|notizen|kommentar|remarque|commentaire|nota|notas|note personali|' +
      'notitie|notities|opmerking|anteckning|notat|uwagi|notatka|poznamka|message for me|zprava pro me|' +
      'client note|klientska poznamka|megjegyzes|muistiinpano|memo for me|tags|labels',
  ],
  account: [
    'account|account name|account number|account no|konto|kontoname|kontonummer|auftragskonto|' +
      'auftraggeberkonto|iban auftraggeberkonto|compte|cuenta|conto|conta|rekening|rekeningnummer|iban bban|' +
      'rachunek|nazwa konta|cislo uctu|nazev uctu|ucet|szamla neve|szamlaszam|tili|tilinumero|own account|' +
      'produit|product|account iban|card|card used for transaction|kontobezeichnung|iban konto',
  ],
  originalAmount: [
    'original amount|foreign amount|amount foreign currency|betrag fremdwahrung|originalbetrag|' +
      'amount in foreign currency|oorspr bedrag|puvodni castka|montant d origine|importe original|local amount|' +
      'transaction currency amount|oprindeligt belob|puvodni castka a mena',
  ],
  originalCurrency: [
    'original currency|foreign currency|fremdwahrung|type foreign currency|originalwahrung|oorspr munt|' +
      'puvodni mena|local currency|devise d origine|foreign currency code',
  ],
  status: ['status|state|estado|statut|stato|stav transakce|tila|staat'],
};

export interface HeadingMatch {
  role: HeadingRole;
  /** 0 is the best word of its role; 1000 and more are second choices. */
  rank: number;
}

const matchesByWord = new Map<string, HeadingMatch[]>();
for (const [role, lines] of Object.entries(headings) as [HeadingRole, readonly string[]][]) {
  lines.forEach((line, rank) => {
    line.split('|').forEach((word, at) => {
      const matches = matchesByWord.get(word) ?? [];
      if (!matches.some((match) => match.role === role)) matches.push({ role, rank: rank * 1000 + at });
      matchesByWord.set(word, matches);
    });
  });
}

const plainLetters: Record<string, string> = { ł: 'l', ø: 'o', æ: 'ae', ß: 'ss', đ: 'd', œ: 'oe', ı: 'i', å: 'a' };

/** Small letters without accents, camelCase taken apart, punctuation as single spaces. */
export function plainHeading(heading: string): string {
  return heading
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[łøæßđœıå]/g, (char) => plainLetters[char] ?? char)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The currency that a heading names: `Betrag (EUR)`, `Amount CZK`, `Importe €`. Only what is beyond doubt. */
export function currencyOfHeading(heading: string): string | null {
  for (const token of heading.split(/[\s()[\]/:_-]+/)) {
    const isCode = /^[A-Z]{3}$/.test(token);
    if (!isCode && !/\p{Sc}/u.test(token)) continue;
    const found = currenciesOfSymbol(token);
    if (found.length === 1 && found[0]) return found[0];
  }
  return null;
}

function withoutCurrency(heading: string): string {
  const currency = currencyOfHeading(heading);
  return currency ? heading.replace(new RegExp(`\\(?\\[?(?:${currency}|\\p{Sc})\\]?\\)?`, 'u'), '') : heading;
}

/** The roles that a heading is known for, best first. */
export function rolesOfHeading(heading: string): HeadingMatch[] {
  const whole = matchesByWord.get(plainHeading(heading));
  if (whole) return whole;
  const bare = plainHeading(withoutCurrency(heading)).replace(/ (in|en|v|w)$/, '');
  const found = matchesByWord.get(bare);
  if (found) return found;
  // "VWZ1" to "VWZ14", "Description 4": numbered columns of one role.
  const numbered = /^(vwz|verwendungszweck|description|omschrijving|memo|details) ?\d+$/.exec(bare);
  if (numbered) return [{ role: 'description', rank: 0 }];
  // "Betrag in EUR (brutto)", "Transaction date (local)": the words before the brackets.
  const beforeBrackets = plainHeading(heading.split(/[([]/)[0] ?? '');
  return beforeBrackets !== bare ? (matchesByWord.get(beforeBrackets) ?? []) : [];
}

/** How many of the cells are known headings. */
export function knownHeadings(cells: string[]): number {
  const words = new Set<string>();
  for (const cell of cells) {
    if (cell.length < 60 && rolesOfHeading(cell).length > 0) words.add(plainHeading(cell));
  }
  return words.size;
}

const dayFirstLanguages: readonly [string, RegExp][] = [
  ['German', /\b(buchungstag|buchung|betrag|wertstellung|verwendungszweck|empfanger|auftraggeber|umsatz|kontostand)\b/],
  ['French', /\b(libelle|montant|operation|solde|devise|valeur)\b/],
  ['Spanish', /\b(fecha|importe|concepto|saldo disponible|movimiento|cuenta)\b/],
  ['Italian', /\b(importo|causale|descrizione|contabile|addebiti|accrediti)\b/],
  ['Portuguese', /\b(descricao|lancamento|valor|historico)\b/],
  ['Dutch', /\b(bedrag|omschrijving|rekening|tegenrekening|boekdatum|munt|rekeningnummer)\b/],
  ['Swedish', /\b(belopp|bokforingsdag|beskrivning)\b/],
  ['Danish', /\b(belob|bogfort|tekst|rentedato)\b/],
  ['Norwegian', /\b(belop|bokfort|forklaring)\b/],
  ['Polish', /\b(kwota|opis|operacji|transakcji|rachunek)\b/],
  ['Czech', /\b(castka|zustatek|uctu|protiuctu|poznamka)\b/],
  ['Finnish', /\b(maara|saaja|viesti|kirjauspaiva|pvm)\b/],
];

/** The language of a heading, if it is one whose banks write the day before the month. */
export function dayFirstLanguage(header: string[]): string | null {
  const words = header.map(plainHeading).join(' ');
  return dayFirstLanguages.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
