/** Writes a merchant or a phrase the way banks print it: prefixes, shop numbers, places, cut off, run together. */
import { groupOf } from '../src/shared/taxonomy.ts';

export type Random = () => number;

/** Mulberry32: small, and the same on every machine. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const US_PLACES =
  'AUSTIN TX|DALLAS TX|HOUSTON TX|PLANO TX|EL PASO TX|SEATTLE WA|TACOMA WA|SPOKANE WA|PORTLAND OR|SALEM OR|SAN JOSE CA|LOS ANGELES CA|SAN DIEGO CA|OAKLAND CA|FRESNO CA|IRVINE CA|PHOENIX AZ|MESA AZ|TUCSON AZ|DENVER CO|BOULDER CO|CHICAGO IL|AURORA IL|DETROIT MI|LANSING MI|COLUMBUS OH|DAYTON OH|AKRON OH|ATLANTA GA|MACON GA|MIAMI FL|TAMPA FL|ORLANDO FL|OCALA FL|CHARLOTTE NC|RALEIGH NC|DURHAM NC|NASHVILLE TN|MEMPHIS TN|BOSTON MA|LOWELL MA|NEW YORK NY|BROOKLYN NY|BUFFALO NY|ALBANY NY|NEWARK NJ|EDISON NJ|TRENTON NJ|PHILADELPHI PA|ALLENTOWN PA|ERIE PA|BALTIMORE MD|COLUMBIA MD|RICHMOND VA|NORFOLK VA|FAIRFAX VA|OMAHA NE|LINCOLN NE|DES MOINES IA|MADISON WI|MILWAUKEE WI|ST LOUIS MO|KANSAS CITY MO|TULSA OK|NORMAN OK|LITTLE ROCK AR|BOISE ID|PROVO UT|RENO NV|LAS VEGAS NV|HONOLULU HI|MINNEAPOLIS MN|DULUTH MN|FARGO ND|BILLINGS MT|LOUISVILLE KY|BIRMINGHAM AL|MOBILE AL|JACKSON MS|NEW ORLEANS LA|CHARLESTON SC|GREENVILLE SC|HARTFORD CT|STAMFORD CT|PROVIDENCE RI|CONCORD NH|BURLINGTON VT|BANGOR ME|WICHITA KS|TOPEKA KS|INDIANAPOLIS IN|FORT WAYNE IN|ANCHORAGE AK|ALBUQUERQUE NM|SANTA FE NM|CHEYENNE WY|SIOUX FALLS SD|DOVER DE|WASHINGTON DC'.split('|');
const OTHER_PLACES =
  'LONDON|MANCHESTER|LEEDS|BIRMINGHAM|YORK|BRISTOL|GLASGOW|EDINBURGH|CARDIFF|OXFORD|READING|HULL|TORONTO ON|OTTAWA ON|CALGARY AB|VANCOUVER BC|MONTREAL QC|SYDNEY|MELBOURNE|PERTH|BERLIN|HAMBURG|MUENCHEN|KOELN|FRANKFURT|LEIPZIG|WIEN|ZUERICH|PARIS|LYON|LILLE|NANTES|MADRID|BARCELONA|SEVILLA|VALENCIA|LISBOA|PORTO|ROMA|MILANO|TORINO|NAPOLI|AMSTERDAM|UTRECHT|ROTTERDAM|BRUXELLES|STOCKHOLM|GOTEBORG|OSLO|BERGEN|KOBENHAVN|AARHUS|HELSINKI|WARSZAWA|KRAKOW|PRAHA|BRNO|BUDAPEST|MUMBAI|DELHI|BANGALORE|PUNE'.split('|');
const FIRST_NAMES =
  'james mary john linda robert susan michael karen david lisa william nancy richard betty joseph sandra thomas ashley charles kim chris emily daniel donna matthew carol anthony amanda mark melissa paul laura steven rebecca andrew sharon kevin cynthia brian amy george anna edward ruth jason katherine ryan emma jacob olivia gary nicole eric helen jonathan samantha larry maria justin heather scott diane brandon julie benjamin kelly sam grace alex sofia peter rachel tyler megan aaron hannah adam jose juan carlos luis ana elena hans klaus petra sabine jean pierre marie luc claire marco giulia luca sofie lars ingrid erik jan piotr katarzyna raj priya amit wei mei ahmed fatima omar'.split(' ');
const LAST_NAMES =
  'smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood bennett gray mendoza ruiz hughes price alvarez castillo sanders patel myers long ross foster mueller schmidt schneider fischer weber wagner becker dubois moreau laurent rossi russo ferrari bianchi jansen visser hansen larsen nilsson kowalski novak singh kumar khan chen wang'.split(' ');
const PLAIN_WORDS =
  'oak river lake hill valley sunset golden silver blue red green black white royal grand little old new north south east west main first park village corner country mountain ocean bay harbor island forest garden rose lily pine maple cedar elm stone iron copper crystal diamond star moon sun sky cloud rain wind fire lucky happy sunny premier elite classic modern urban metro central downtown heritage pacific atlantic american western eastern southern northern liberty eagle hawk falcon bear wolf fox lion tiger dragon phoenix joe tony mike maria rosa luigi mario pedro anna papa mama uncle family brothers sons sisters twin triple one two three five seven bella casa la le el los il das zum goldener alter neuer petit grand bon saint san santa monte villa porta sol mar luna'.split(' ');

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

export function digits(random: Random, count: number): string {
  let text = '';
  for (let at = 0; at < count; at++) text += Math.floor(random() * 10);
  return text;
}

export function personName(random: Random): string {
  const first = pick(random, FIRST_NAMES);
  const last = pick(random, LAST_NAMES);
  const kind = random();
  if (kind < 0.5) return `${first} ${last}`;
  if (kind < 0.65) return `${last} ${first.charAt(0)}`;
  if (kind < 0.8) return `${last} ${first} ${pick(random, FIRST_NAMES).charAt(0)}`;
  if (kind < 0.9) return `${first.charAt(0)} ${last}`;
  return first;
}

/** A name that no list knows. */
export function properName(random: Random): string {
  const kind = random();
  if (kind < 0.25) return `${pick(random, FIRST_NAMES)}s`;
  if (kind < 0.5) return pick(random, LAST_NAMES);
  if (kind < 0.8) return `${pick(random, PLAIN_WORDS)} ${pick(random, PLAIN_WORDS)}`;
  return pick(random, PLAIN_WORDS);
}

const BILL_GROUPS = new Set(['housing_utilities', 'loan_payments', 'income', 'government', 'bank_fees', 'transfer']);
const BILL_LEAVES = new Set(['services.insurance', 'services.online_services', 'personal_care.gym_fitness', 'health.doctor_dentist', 'services.education']);
/** Bills come as direct debits rather than from a terminal. */
export function isBill(leaf: string): boolean {
  return BILL_GROUPS.has(groupOf(leaf)) || BILL_LEAVES.has(leaf);
}

const FOOD = 'food_drink';

/** One printed form of `name`. */
export function printed(random: Random, name: string, leaf: string): string {
  let shop = name;
  if (random() < 0.06) shop = shop.replaceAll(' ', '');
  if (random() < 0.03) shop = mistyped(random, shop);
  if (random() < 0.06 && /^[a-z0-9 ]+$/.test(name)) shop = `${name.replaceAll(' ', '')}.com`;
  if (leaf.startsWith('entertainment.') && random() < 0.1) shop = `GOOGLE *${shop}`;
  const bill = isBill(leaf);
  if (bill && random() < 0.6) return inCase(random, billForm(random, shop));
  const kind = random();
  if (kind < 0.16) return inCase(random, shop);
  let text = withNumber(random, shop);
  if (random() < (leaf.startsWith(FOOD) ? 0.16 : 0.06)) {
    text = `${pick(random, leaf.startsWith(FOOD) ? ['SQ *', 'TST* ', 'SQ *', 'TST*', 'PY *', 'SPO*', 'CLOVER* '] : ['SQ *', 'PAYPAL *', 'SP ', 'PP*', 'PAYPAL *', 'FSP*', 'IN *', 'ZETTLE_*', 'SumUp *', 'WPY*', 'GOOGLE *', 'BB*', 'KLARNA*'])}${text}`;
  }
  if (random() < 0.12) text = text.slice(0, pick(random, [12, 14, 16, 18, 22, 25]));
  if (random() < 0.5) text = withPlace(random, text);
  return framed(random, inCase(random, text));
}

function billForm(random: Random, shop: string): string {
  const date = `${digits(random, 6)}`;
  return pick(random, [
    () => shop,
    () => `${shop} WEB PYMT`,
    () => `${shop} WEB_PAY ${date}`,
    () => `${shop} ONLINE PMT`,
    () => `${shop} BILL PAY`,
    () => `${shop} BILLPAY ${digits(random, 5)}`,
    () => `${shop} AUTOPAY`,
    () => `${shop} PAYMENT`,
    () => `${shop} PYMT ${date}`,
    () => `${shop} ACH PMT ${digits(random, 8)}`,
    () => `${shop} DIRECT DEBIT`,
    () => `DIRECT DEBIT ${shop}`,
    () => `${shop} DES:PAYMENT ID:${digits(random, 9)} INDN:${personName(random)} CO ID:${digits(random, 9)} PPD`,
    () => `ACH WEB ${shop} ${digits(random, 7)}`,
    () => `ACH DEBIT ${shop}`,
    () => `WITHDRAWAL ACH ${shop}`,
    () => `ACH WITHDRAWAL ${shop}`,
    () => `Withdrawal ${shop} TYPE: PAYMENT CO: ${shop}`,
    () => `External Withdrawal ${shop} - PAYMENT`,
    () => `BILL PAYMENT ${shop}`,
    () => `Bill Pay ${shop} ON-LINE ${digits(random, 6)}`,
    () => `ELECTRONIC PAYMENT ${shop}`,
    () => `${shop} RECURRING PMT`,
    () => `DD ${shop}`,
    () => `${shop} DDR`,
    () => `${shop} ${date} ${digits(random, 10)}`,
    () => `${shop} ***********${digits(random, 4)}`,
    () => `${shop} PREAUTHPMT`,
    () => `${shop} Electronic Debit`,
    () => `PAYMENT TO ${shop}`,
    () => `SEPA LASTSCHRIFT ${shop}`,
    () => `PRLV SEPA ${shop}`,
    () => `RECIBO ${shop}`,
    () => `ADDEBITO SDD ${shop}`,
    () => `INCASSO ${shop}`,
    () => `AUTOGIRO ${shop}`,
    () => `EREF+${digits(random, 8)} MREF+${digits(random, 6)} SVWZ+${shop}`,
  ])();
}

function framed(random: Random, text: string): string {
  const card = digits(random, 4);
  const day = `${1 + Math.floor(random() * 12)}`.padStart(2, '0') + '/' + `${1 + Math.floor(random() * 28)}`.padStart(2, '0');
  const kind = random();
  if (kind < 0.42) return text;
  return pick(random, [
    () => `DEBIT CARD PURCHASE XXXXX${card} ${text}`,
    () => `RECURRING DEBIT CARD XXXXX${card} ${text}`,
    () => `POS DEBIT ${text}`,
    () => `POS PURCHASE ${text}`,
    () => `POS SIG ${day} VISA #${card} ${text}`,
    () => `POS WITHDRAWAL - ${text} - Card Ending In ${card}`,
    () => `POS WITHDRAWAL ${text}`,
    () => `WITHDRAWAL DEBIT CARD ${text}`,
    () => `WITHDRAWAL POS #${digits(random, 6)} ${text}`,
    () => `DDA PURCHASE ${text}`,
    () => `WITHDRAWAL ${text}`,
    () => `External Withdrawal ${text}`,
    () => `CARD PURCHASE ${day} ${text}`,
    () => `${text} - POS DEBIT`,
    () => `DBT PURCHASE ${day} ${text}`,
    () => `PIN PURCHASE ${text}`,
    () => `Point of Sale Debit L340 DATE ${day.replace('/', '-')} ${text}`,
    () => `Contactless ${text}`,
    () => `CARD TRANSACTION ${text}`,
    () => `PENDING ${text}`,
    () => `Signature POS Debit ${day} ${card} ${pick(random, US_PLACES).split(' ').at(-1)} ${pick(random, US_PLACES).split(' ')[0]} ${text}`,
    () => `Recur Payment ${day} ${card} ${pick(random, US_PLACES).split(' ').at(-1)} ${pick(random, US_PLACES).split(' ')[0]} ${text}`,
    () => `CHECKCARD ${day.replace('/', '')} ${text}`,
    () => `PURCHASE AUTHORIZED ON ${day} ${text} S${digits(random, 12)} CARD ${card}`,
    () => `${card} Debit Card Purchase ${text}`,
    () => `${card} Recurring Debit Card ${text}`,
    () => `${text} ${day} PURCHASE ${pick(random, US_PLACES)}`,
    () => `${text} US CARD PURCHASE`,
    () => `${day} ${text}`,
    () => `${text} ${day}`,
    () => `${text} CARD#${card}`,
    () => `VISA DEBIT ${text}`,
    () => `CARD PAYMENT TO ${text}`,
    () => `${text} CD ${card}`,
    () => `KARTENZAHLUNG ${text}`,
    () => `CB ${text} ${day}`,
    () => `COMPRA ${text}`,
    () => `PAGAMENTO POS ${text}`,
    () => `BEA ${text}`,
    () => `KORTKOP ${text}`,
    () => `Visa Purchase ${text}`,
    () => `Debit Purchase ${text}`,
  ])();
}

function withNumber(random: Random, shop: string): string {
  const kind = random();
  if (kind < 0.45) return shop;
  return pick(random, [
    () => `${shop} #${digits(random, 3 + Math.floor(random() * 3))}`,
    () => `${shop} ${digits(random, 4)}`,
    () => `${shop} 0${digits(random, 3)}`,
    () => `${shop} F${digits(random, 4)}`,
    () => `${shop} T-${digits(random, 4)}`,
    () => `${shop} STORE ${digits(random, 4)}`,
    () => `${shop}*${digits(random, 2)}AB${digits(random, 4)}`,
    () => `${shop} ${digits(random, 8)}`,
    () => `${shop}${digits(random, 4)}`,
  ])();
}

function withPlace(random: Random, text: string): string {
  const kind = random();
  if (kind < 0.5) return `${text} ${pick(random, US_PLACES)}`;
  if (kind < 0.6) return `${text} ${digits(random, 3)}-${digits(random, 3)}-${digits(random, 4)} ${pick(random, US_PLACES).split(' ').at(-1)}`;
  if (kind < 0.66) return `${text} ${digits(random, 10)} ${pick(random, US_PLACES).split(' ').at(-1)}US`;
  if (kind < 0.72) return `${text} ${digits(random, 3)} MAIN ST ${pick(random, US_PLACES)}US`;
  return `${text} ${pick(random, OTHER_PLACES)}`;
}

function inCase(random: Random, text: string): string {
  const kind = random();
  if (kind < 0.65) return text.toUpperCase();
  if (kind < 0.9) return text.replace(/(^|[ *-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
  return text;
}

function mistyped(random: Random, text: string): string {
  if (text.length < 6) return text;
  const at = 1 + Math.floor(random() * (text.length - 2));
  return random() < 0.6 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

/** Usual size of an amount in major units; the spread is wide anyway. */
const USUAL_AMOUNT: Record<string, number> = {
  income: 700, 'income.salary': 1500, 'income.interest_dividends': 2, transfer: 150, 'transfer.card_payment': 250,
  'transfer.person_to_person': 40, 'transfer.cash_withdrawal': 80, loan_payments: 300, 'loan_payments.mortgage': 1400,
  'loan_payments.personal_loan': 60, bank_fees: 8, 'bank_fees.overdraft': 30, 'bank_fees.foreign_transaction': 1,
  'bank_fees.atm_fee': 3, entertainment: 18, food_drink: 14, 'food_drink.groceries': 35, 'food_drink.restaurants': 30,
  'food_drink.coffee': 6, shopping: 40, home: 60, 'home.furniture': 180, health: 45, personal_care: 35, services: 50,
  'services.insurance': 110, 'services.childcare': 400, government: 90, 'government.taxes': 350, transport: 25,
  'transport.fuel': 40, 'transport.parking': 5, travel: 150, housing_utilities: 80, 'housing_utilities.rent': 1100,
};

/** Minor units, signed; a few purchases come back as refunds. */
export function usualAmount(random: Random, leaf: string, sign: -1 | 0 | 1): number {
  const usual = USUAL_AMOUNT[leaf] ?? USUAL_AMOUNT[groupOf(leaf)] ?? 40;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const minor = Math.max(1, Math.round(usual * 100 * Math.exp(0.9 * normal)));
  const chanceIn = sign !== 0 ? (sign > 0 ? 1 : 0) : groupOf(leaf) === 'income' ? 1 : groupOf(leaf) === 'transfer' ? 0.3 : 0.04;
  return random() < chanceIn ? minor : -minor;
}
