/** A made-up bank file of any length, seeded: dates ascend, payees repeat as they do on real cards, references vary. */

const MERCHANTS = [
  'LIDL', 'REWE SAGT DANKE', 'TESCO STORES', 'SAINSBURYS', 'SHELL', 'ARAL STATION', 'STARBUCKS', 'SQ *CAFE NORD',
  'AMAZON MKTPLACE', 'PAYPAL *SPOTIFY', 'NETFLIX.COM', 'UBER *TRIP', 'DB VERTRIEB GMBH', 'APOTHEKE AM MARKT', 'IKEA',
  'H&M', 'MCDONALDS', 'BURGER KING', 'VODAFONE', 'STADTWERKE ABSCHLAG', 'BOOKING.COM', 'RYANAIR', 'DECATHLON', 'DM DROGERIE',
];
const ROWS_A_DAY = 40;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const DAY = 86_400_000;

export function statementFile(rows: number, seed = 1): Uint8Array {
  const random = lcg(seed);
  const lines = ['Date,Description,Amount,Currency'];
  for (let at = 0; at < rows; at++) {
    const date = new Date(FIRST_DAY + Math.floor(at / ROWS_A_DAY) * DAY).toISOString().slice(0, 10);
    const merchant = MERCHANTS[random(MERCHANTS.length)];
    // One description in ten is of its own, as with references and order numbers; the rest are shops with a number.
    const detail = random(10) === 0 ? `REF ${random(1_000_000_000)}` : String(random(200)).padStart(4, '0');
    const cents = 100 + random(20_000);
    const sign = random(30) === 0 ? '' : '-';
    lines.push(`${date},${merchant} ${detail},${sign}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')},EUR`);
  }
  return new TextEncoder().encode(lines.join('\n'));
}

function lcg(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}
