/**
 * Two plausible years of a household in Berlin, made up and seeded: the same day gives the same ledger. The texts are
 * in the forms that German banks print, so that the demo goes through the same import as a real file.
 */

export interface DemoRow {
  date: string;
  amountMinor: number;
  text: string;
}

export interface DemoAccount {
  name: string;
  kind: 'checking' | 'savings' | 'credit' | 'cash';
  openingBalanceMinor: number;
  rows: DemoRow[];
}

const DAY = 86_400_000;
const YEARS = 2;

export function demoAccounts(today: string, seed = 20_261): DemoAccount[] {
  const random = mulberry32(seed);
  const end = Date.parse(`${today}T00:00:00Z`);
  const current: DemoRow[] = [];
  const savings: DemoRow[] = [];
  const visa: DemoRow[] = [];
  const cash: DemoRow[] = [];
  const start = new Date(end);
  start.setUTCFullYear(start.getUTCFullYear() - YEARS, start.getUTCMonth(), 1);

  let cardDebt = 0;
  let groceriesIn = 0;
  let fuelIn = 9;
  for (let time = start.getTime(); time <= end; time += DAY) {
    const day = new Date(time);
    const date = day.toISOString().slice(0, 10);
    const dayOfMonth = day.getUTCDate();
    const month = day.getUTCMonth();
    const year = day.getUTCFullYear();
    const weekend = day.getUTCDay() === 0 || day.getUTCDay() === 6;
    const stamp = `${String(month + 1).padStart(2, '0')}/${String(year).slice(2)}`;
    const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
    const chance = (probability: number): boolean => random() < probability;
    const pick = <T>(options: readonly T[]): T => options[Math.floor(random() * options.length)] as T;
    const pay = (rows: DemoRow[], text: string, amountMinor: number): void => {
      rows.push({ date, text, amountMinor: -amountMinor });
      if (rows === visa) cardDebt += amountMinor;
    };
    const receive = (rows: DemoRow[], text: string, amountMinor: number): void =>
      void rows.push({ date, text, amountMinor });

    if (dayOfMonth === 1) {
      pay(current, `HAUSVERWALTUNG KRANZ MIETE ${stamp}`, year * 12 + month >= start.getUTCFullYear() * 12 + 12 ? 101_000 : 98_000);
      pay(current, 'DEUTSCHE TELEKOM RECHNUNG FESTNETZ', 3_995);
    }
    if (dayOfMonth === 2) pay(current, `STADTWERKE BERLIN ABSCHLAG STROM ${stamp}`, 7_400);
    if (dayOfMonth === 3) pay(visa, 'NETFLIX.COM AMSTERDAM', time < end - 400 * DAY ? 1_299 : 1_399);
    if (dayOfMonth === 5) pay(current, 'VODAFONE GMBH MOBILFUNK', 1_999);
    if (dayOfMonth === 7) pay(visa, 'SPOTIFY P2C4E1 STOCKHOLM', 1_099);
    if (dayOfMonth === 10) pay(current, 'URBAN SPORTS CLUB BEITRAG', 3_300);
    if (dayOfMonth === 12) pay(current, 'ALLIANZ HAFTPFLICHTVERSICHERUNG', month === 0 ? 6_840 : 1_890);
    if (dayOfMonth === 15) {
      pay(current, 'UEBERTRAG AUF SPARKONTO', 30_000);
      receive(savings, 'UEBERTRAG VOM GIROKONTO', 30_000);
    }
    if (dayOfMonth === 21) receive(current, `ACME GMBH GEHALT ${stamp}`, month === 10 ? 341_000 : 287_000);
    if (dayOfMonth === 24 && cardDebt > 0) {
      pay(current, 'KREDITKARTENABRECHNUNG VISA', cardDebt);
      receive(visa, 'LASTSCHRIFTEINZUG AUSGLEICH', cardDebt);
      cardDebt = 0;
    }
    if (dayOfMonth === 28) pay(current, 'BVG DEUTSCHLANDTICKET ABO', 5_800);
    if (dayOfMonth === 30 && month % 3 === 2) receive(savings, 'ZINSEN HABENZINS', between(6_200, 8_900));
    if (month === 2 && dayOfMonth === 18) receive(current, `FINANZAMT BERLIN STEUERERSTATTUNG ${year - 1}`, between(28_000, 61_000));

    if (--groceriesIn <= 0) {
      groceriesIn = between(2, 4);
      pay(visa, `${pick(['LIDL 0342', 'REWE MARKT 4471', 'EDEKA CENTER 8812', 'ALDI NORD 117', 'DM DROGERIE 1203'])} BERLIN`, between(1_150, 7_800));
    }
    if (chance(weekend ? 0.28 : 0.2)) {
      pay(visa, pick(['SQ *CAFE NORD BERLIN', 'STARBUCKS 22114 BERLIN', 'SUMUP *BACKEREI LINDNER']), between(320, 890));
    }
    if (chance(weekend ? 0.3 : 0.09)) {
      pay(visa, pick(['TRATTORIA ROMA BERLIN', 'RESTAURANT SAIGON BERLIN', 'PIZZERIA DA GINO', 'BURGER KING 4410 BERLIN', 'WOLT BERLIN']), between(1_290, 6_400));
    }
    if (--fuelIn <= 0) {
      fuelIn = between(11, 19);
      pay(visa, `${pick(['SHELL 587', 'ARAL STATION 22', 'TOTAL ENERGIES 9031'])} BERLIN`, between(4_100, 7_600));
    }
    if (chance(0.09)) pay(visa, pick(['AMZN MKTP DE*2X4', 'AMAZON.DE*RT41', 'ZALANDO SE', 'OTTO VERSAND', 'IKEA BERLIN']), between(990, 11_900));
    if (chance(0.035)) pay(current, pick(['APOTHEKE AM MARKT', 'ROSSMANN 3321 BERLIN']), between(480, 3_900));
    if (chance(0.03)) pay(visa, pick(['DB VERTRIEB GMBH', 'FREE NOW TAXI BERLIN', 'FLIXBUS']), between(1_290, 8_900));
    if (chance(0.025)) pay(visa, pick(['CINESTAR BERLIN', 'STEAM GAMES', 'EVENTIM TICKETS']), between(990, 7_200));
    if (chance(0.012)) pay(visa, pick(['BUECHER WOLF', 'THALIA BUCH BERLIN']), between(900, 4_200));
    if (chance(0.02)) {
      const amount = pick([2_000, 5_000, 10_000]);
      pay(current, 'GELDAUTOMAT BERLIN MITTE', amount);
      receive(cash, 'GELDAUTOMAT BERLIN MITTE', amount);
    }
    if (chance(0.05)) pay(cash, pick(['WOCHENMARKT', 'KIOSK', 'FRISEUR']), between(250, 3_200));
    if (month === 6 && dayOfMonth === 9) pay(visa, 'LUFTHANSA 2204811 FRANKFURT', between(32_000, 58_000));
    if (month === 6 && dayOfMonth === 11) pay(visa, 'BOOKING.COM AMSTERDAM', between(41_000, 82_000));
    if (month === 11 && dayOfMonth > 5 && dayOfMonth < 22 && chance(0.25)) pay(visa, pick(['MEDIAMARKT BERLIN', 'KADEWE BERLIN', 'DOUGLAS BERLIN']), between(2_400, 15_900));
  }
  return [
    { name: 'Current', kind: 'checking', openingBalanceMinor: 214_030, rows: current },
    { name: 'Savings', kind: 'savings', openingBalanceMinor: 1_120_000, rows: savings },
    { name: 'Visa', kind: 'credit', openingBalanceMinor: 0, rows: visa },
    { name: 'Cash', kind: 'cash', openingBalanceMinor: 8_500, rows: cash },
  ];
}

/** Mulberry32 (Tommy Ettinger, public domain): small, seeded, good enough for made-up shopping. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
