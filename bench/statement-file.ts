/** A made-up statement of any length, seeded: dates ascend, payees repeat as they do on real cards, references vary. */

const MERCHANTS = [
  'LIDL', 'REWE SAGT DANKE', 'TESCO STORES', 'SAINSBURYS', 'SHELL', 'ARAL STATION', 'STARBUCKS', 'SQ *CAFE NORD',
  'AMAZON MKTPLACE', 'PAYPAL *SPOTIFY', 'NETFLIX.COM', 'UBER *TRIP', 'DB VERTRIEB GMBH', 'APOTHEKE AM MARKT', 'IKEA',
  'H&M', 'MCDONALDS', 'BURGER KING', 'VODAFONE', 'STADTWERKE ABSCHLAG', 'BOOKING.COM', 'RYANAIR', 'DECATHLON', 'DM DROGERIE',
];
const ROWS_A_DAY = 40;
const FIRST_DAY = Date.UTC(2016, 0, 1);
const DAY = 86_400_000;

interface Entry {
  date: string;
  text: string;
  /** With its sign and a point. */
  amount: string;
}

/** The statement as CSV, the form that the other measurements start from. */
export function statementFile(rows: number, seed = 1): Uint8Array {
  const lines = entries(rows, seed).map(({ date, text, amount }) => `${date},${text},${amount},EUR`);
  return new TextEncoder().encode(['Date,Description,Amount,Currency', ...lines].join('\n'));
}

/** OFX 1 as most banks write it: SGML whose values have no closing tags. */
export function ofxStatement(rows: number, seed = 1): Uint8Array {
  const transactions = entries(rows, seed).map(({ date, text, amount }, at) => {
    const kind = amount.startsWith('-') ? 'DEBIT' : 'CREDIT';
    const day = date.replaceAll('-', '');
    return `<STMTTRN><TRNTYPE>${kind}<DTPOSTED>${day}120000<TRNAMT>${amount}<FITID>F${at}<NAME>${escaped(text)}</STMTTRN>`;
  });
  return new TextEncoder().encode(
    'OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\n' +
      'OLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>EUR<BANKACCTFROM>' +
      '<BANKID>1<ACCTID>2<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20160101<DTEND>20260101\n' +
      `${transactions.join('\n')}\n</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n`,
  );
}

/** CAMT.053, the XML of European banks. */
export function camtStatement(rows: number, seed = 1): Uint8Array {
  const found = entries(rows, seed).map(({ date, text, amount }, at) => {
    const mark = amount.startsWith('-') ? 'DBIT' : 'CRDT';
    return (
      `<Ntry><Amt Ccy="EUR">${amount.replace('-', '')}</Amt><CdtDbtInd>${mark}</CdtDbtInd><Sts>BOOK</Sts>` +
      `<BookgDt><Dt>${date}</Dt></BookgDt><ValDt><Dt>${date}</Dt></ValDt><AcctSvcrRef>R${at}</AcctSvcrRef><NtryDtls><TxDtls>` +
      `<RltdPties><Cdtr><Nm>${escaped(text)}</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Invoice ${at}</Ustrd></RmtInf>` +
      '</TxDtls></NtryDtls></Ntry>'
    );
  });
  return new TextEncoder().encode(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>' +
      '<GrpHdr><MsgId>1</MsgId><CreDtTm>2026-01-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>DE02120300000000202051' +
      `</IBAN></Id><Ccy>EUR</Ccy></Acct>${found.join('\n')}</Stmt></BkToCstmrStmt></Document>\n`,
  );
}

function entries(rows: number, seed: number): Entry[] {
  const random = lcg(seed);
  return Array.from({ length: rows }, (_, at) => {
    const date = new Date(FIRST_DAY + Math.floor(at / ROWS_A_DAY) * DAY).toISOString().slice(0, 10);
    const merchant = MERCHANTS[random(MERCHANTS.length)];
    // One description in ten is of its own, as with references and order numbers; the rest are shops with a number.
    const detail = random(10) === 0 ? `REF ${random(1_000_000_000)}` : String(random(200)).padStart(4, '0');
    const cents = 100 + random(20_000);
    const sign = random(30) === 0 ? '' : '-';
    return { date, text: `${merchant} ${detail}`, amount: `${sign}${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}` };
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;');
}

function lcg(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}
