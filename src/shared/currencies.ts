/** ISO 4217: which codes there are, how many minor units each has, and which one a symbol means. */

// From the ISO 4217 tables of 2026 (datahub.io/core/currency-codes, PDDL). Codes without minor units
// (gold, test codes, funds units) are left out: nobody's bank account is kept in them.
const withTwoMinorUnits =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
  'CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL ' +
  'HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU ' +
  'MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR ' +
  'SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED ' +
  'VES WST XAD XCD XCG YER ZAR ZMW ZWG';
const withNone = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const withThree = 'BHD IQD JOD KWD LYD OMR TND';
const withFour = 'CLF UYW';

// Old statements still carry withdrawn currencies. The tables give no minor units for them: CLDR's are taken.
const withdrawnWithTwo =
  'AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP BRB BRC BRE BRN BRR ' +
  'BUK BYB CHC CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE GWP ' +
  'HRD HRK IEP ILP ILR ISJ LAJ LSM LTL LTT LUC LUL LVL LVR MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI ' +
  'PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TPE UAK UGS UGW USS UYN UYP VEB VEF VNC ' +
  'XEU XFO XFU XRE YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR';
const withdrawnWithNone = 'ADP BYR ESP ITL LUF MGF TMM TRL';

const exponents = new Map<string, number>();
for (const [codes, exponent] of [
  [withTwoMinorUnits, 2],
  [withNone, 0],
  [withThree, 3],
  [withFour, 4],
  [withdrawnWithTwo, 2],
  [withdrawnWithNone, 0],
] as const) {
  for (const code of codes.split(' ')) exponents.set(code, exponent);
}

/** Currencies in use today, sorted by code. */
export const currentCurrencies: readonly string[] = [withTwoMinorUnits, withNone, withThree, withFour]
  .flatMap((codes) => codes.split(' '))
  .sort();

/** True for every ISO 4217 currency, withdrawn ones too. Case matters: codes are capitals. */
export function isCurrency(code: string): boolean {
  return exponents.has(code);
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. Unknown codes count as 2. */
export function minorDigits(currency: string): number {
  return exponents.get(currency) ?? 2;
}

const dollars = ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD', 'MXN', 'ARS', 'CLP', 'COP'];

const symbols: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'],
  '£': ['GBP'],
  '$': dollars,
  'us$': ['USD'],
  'ca$': ['CAD'],
  'c$': ['CAD'],
  'au$': ['AUD'],
  'a$': ['AUD'],
  'nz$': ['NZD'],
  's$': ['SGD'],
  'hk$': ['HKD'],
  'nt$': ['TWD'],
  'mx$': ['MXN'],
  'r$': ['BRL'],
  '¥': ['JPY', 'CNY'],
  '円': ['JPY'],
  '元': ['CNY'],
  'kr': ['SEK', 'NOK', 'DKK', 'ISK'],
  'kr.': ['DKK', 'NOK', 'SEK', 'ISK'],
  'zł': ['PLN'],
  'kč': ['CZK'],
  'ft': ['HUF'],
  'lei': ['RON', 'MDL'],
  'лв': ['BGN'],
  'лв.': ['BGN'],
  'fr.': ['CHF'],
  'sfr.': ['CHF'],
  'rs': ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
  'rs.': ['INR', 'PKR', 'LKR', 'NPR', 'MUR'],
  '₹': ['INR'],
  '₽': ['RUB'],
  '₺': ['TRY'],
  'tl': ['TRY'],
  '₴': ['UAH'],
  '₩': ['KRW'],
  '₪': ['ILS'],
  '₫': ['VND'],
  '₱': ['PHP'],
  '฿': ['THB'],
  '₦': ['NGN'],
  'rm': ['MYR'],
  'rp': ['IDR'],
};

/**
 * The currencies that a symbol or code may mean, likeliest first: `€` → [EUR], `$` → [USD, CAD, …], `chf` → [CHF].
 * More than one means that the symbol alone does not decide; none means that it is not known.
 */
export function currenciesOfSymbol(symbol: string): readonly string[] {
  const text = symbol.trim().toLowerCase();
  const bySymbol = symbols[text];
  if (bySymbol) return bySymbol;
  const code = text.toUpperCase();
  return code.length === 3 && exponents.has(code) ? [code] : [];
}
