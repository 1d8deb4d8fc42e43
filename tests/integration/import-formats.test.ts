/** Formats that state more than rows: ids, balances, what is pending, several accounts. */
import { describe, expect, it } from 'vitest';
import { csv, importFile, openTestApp } from './core-fixture.ts';

const file = (name: string, text: string) => ({ name, bytes: new TextEncoder().encode(text) });

interface OfxRow {
  date: string;
  amount: string;
  name: string;
  id: string;
}

const ofxAccount = (number: string, rows: OfxRow[], balance?: [amount: string, date: string]): string => `
<STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>10010010<ACCTID>${number}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301<DTEND>20260331
${rows
  .map(
    (row) =>
      `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>${row.date}<TRNAMT>${row.amount}<FITID>${row.id}<NAME>${row.name}</STMTTRN>`,
  )
  .join('\n')}
</BANKTRANLIST>
${balance ? `<LEDGERBAL><BALAMT>${balance[0]}<DTASOF>${balance[1]}</LEDGERBAL>` : ''}
</STMTRS></STMTTRNRS>`;

const ofx = (...accounts: string[]): string => `OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260331<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1>${accounts.join('')}</BANKMSGSRSV1></OFX>`;

const lidl: OfxRow = { date: '20260302', amount: '-38.12', name: 'LIDL 0342 BERLIN', id: 'T1' };
const cafe: OfxRow = { date: '20260303', amount: '-4.80', name: 'CAFE NORD', id: 'T2' };

describe('OFX', () => {
  it('is known again by its ids where a CSV said the same in other words', async () => {
    const app = await openTestApp();
    await importFile(app, file('bank.ofx', ofx(ofxAccount('DE021', [lidl, cafe]))));
    const other = csv('Date,Description,Amount,Reference', '2026-03-02,Card payment at Lidl,-38.12,T1', '2026-03-03,Cafe,-4.80,T2');
    expect((await importFile(app, other)).preview.counts).toMatchObject({ alreadyHere: 2, new: 0 });
  });

  it('keeps two rows of one id, and overlapping files add only what is new', async () => {
    const app = await openTestApp();
    const reused = { ...cafe, id: 'T1' };
    expect((await importFile(app, file('a.ofx', ofx(ofxAccount('DE021', [lidl, reused]))))).added).toBe(2);
    const third = { ...cafe, date: '20260305', id: 'T3' };
    const { preview } = await importFile(app, file('b.ofx', ofx(ofxAccount('DE021', [lidl, reused, third]))));
    expect(preview.counts).toMatchObject({ alreadyHere: 2, new: 1 });
  });

  it('of several accounts makes those that are not here, which then agree with their balances', async () => {
    const app = await openTestApp();
    const two = ofx(
      ofxAccount('DE021', [lidl], ['961.88', '20260331']),
      ofxAccount('DE022', [{ ...cafe, amount: '100.00', name: 'ZINSEN' }], ['5100.00', '20260331']),
    );
    const preview = await app.services.imports.open(file('two.ofx', two), null);
    expect(preview.accounts).toHaveLength(2);
    app.services.imports.mapAccount(preview.importId, preview.accounts[0]!.key, { accountId: app.accountId });
    const done = await app.services.imports.commit(preview.importId);
    expect(done.balances).toMatchObject([
      { accountName: 'Current', statedMinor: 96_188, ledgerMinor: -3812, advice: expect.stringContaining('opening balance') },
      { statedMinor: 510_000, ledgerMinor: 510_000, advice: null },
    ]);
    expect(app.services.accounts.list().map((account) => account.balanceMinor)).toEqual([-3812, 510_000]);

    const april = ofx(ofxAccount('DE022', [{ ...cafe, date: '20260402' }], ['5095.20', '20260430']));
    const next = await app.services.imports.open(file('april.ofx', april), null);
    expect(next.accountId).toBe(app.services.accounts.list()[1]?.id);
    expect(next.balances).toMatchObject([{ statedMinor: 509_520, ledgerMinor: 509_520, advice: null }]);
  });
});

const entry = (status: 'BOOK' | 'PDNG', date: string, amount: string, text: string, ref: string): string => `
<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>${status}</Sts>
<BookgDt><Dt>${date}</Dt></BookgDt><ValDt><Dt>${date}</Dt></ValDt><AcctSvcrRef>${ref}</AcctSvcrRef>
<NtryDtls><TxDtls><RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;

const camt = (...entries: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.052.001.02"><BkToCstmrAcctRpt><GrpHdr><MsgId>1</MsgId></GrpHdr>
<Rpt><Id>1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy></Acct>${entries.join('')}</Rpt>
</BkToCstmrAcctRpt></Document>`;

describe('CAMT', () => {
  it('shows what is pending, and books it when the booking comes', async () => {
    const app = await openTestApp();
    const pending = file('one.xml', camt(entry('PDNG', '2026-03-02', '38.12', 'LIDL 0342 BERLIN', 'P1')));
    await importFile(app, pending);
    const [row] = app.services.transactions.list({}, null, 10).rows;
    expect(row).toMatchObject({ status: 'pending', amountMinor: -3812 });
    await app.services.transactions.update([row!.id], { note: 'party' });

    const booked = file('two.xml', camt(entry('BOOK', '2026-03-04', '38.12', 'LIDL 0342 BERLIN SAGT DANKE', 'B7')));
    const { preview } = await importFile(app, booked);
    expect(preview.counts).toMatchObject({ booksPending: 1, new: 0, merged: 1 });
    // Nothing was added, so the commit is done here.
    await app.services.imports.commit(preview.importId);
    expect(app.services.transactions.list({}, null, 10).rows).toMatchObject([
      { id: row!.id, status: 'cleared', date: '2026-03-04', note: 'party' },
    ]);
    for (const again of [pending, booked]) {
      expect((await importFile(app, again)).preview.counts).toMatchObject({ alreadyHere: 1, new: 0, merged: 0 });
    }
  });
});

const mt940 = `:20:STARTUMSE
:25:10010010/1234567890
:28C:00001/001
:60F:C260301EUR1000,00
:61:2603020302D38,12NMSCNONREF//B1
:86:105?00KARTENZAHLUNG?20LIDL 0342 BERLIN?32LIDL
:61:2603030303D4,80NMSCNONREF//B2
:86:105?00KARTENZAHLUNG?20CAFE NORD?32CAFE NORD
:62F:C260303EUR957,08
-
`;

describe('MT940', () => {
  it('brings opening and closing balance, compared once the account begins rightly', async () => {
    const app = await openTestApp();
    await app.services.accounts.update(app.accountId, { openingBalanceMinor: 100_000 });
    const { preview, added } = await importFile(app, file('umsatz.sta', mt940));
    expect(added).toBe(2);
    expect(preview.balances).toMatchObject([
      { kind: 'opening', statedMinor: 100_000, advice: null },
      { kind: 'closing', statedMinor: 95_708, advice: null },
    ]);
    expect((await importFile(app, file('umsatz.sta', mt940))).preview.counts).toMatchObject({ alreadyHere: 2, new: 0 });
  });
});

const qif = `!Option:AutoSwitch
!Account
NCurrent
TBank
^
NSavings
TBank
^
!Clear:AutoSwitch
!Account
NCurrent
TBank
^
!Type:Bank
D2026-03-02
T-50.00
PSupermarket
CX
LFood & Drink:Groceries/Party
SFood & Drink:Groceries
$-38.00
SGifts for Ana
Efor her birthday
$-12.00
^
D2026-03-04
T-200.00
PTo savings
CR
L[Savings]
^
!Account
NSavings
TBank
^
!Type:Bank
D2026-03-04
T200.00
PFrom current
L[Current]
^
`;

describe('QIF of another program', () => {
  it('keeps splits, classes, accounts and what was reconciled, links transfers, and is taken back by one undo', async () => {
    const app = await openTestApp();
    const preview = await app.services.imports.open(file('quicken.qif', qif), null);
    expect(preview.accounts.map(({ name, create }) => [name, create?.name])).toEqual([
      ['Current', undefined],
      ['Savings', 'Savings'],
    ]);
    const done = await app.services.imports.commit(preview.importId);
    expect(done).toMatchObject({ added: 3, linked: 1 });
    const rows = app.services.transactions.list({}, null, 10).rows;
    const split = app.services.transactions.get(rows.find((row) => row.splitCount > 0)!.id);
    expect(split.splits).toMatchObject([
      { amountMinor: -3800, categoryId: 'food_drink.groceries' },
      { amountMinor: -1200, categoryId: null, note: 'for her birthday · Gifts for Ana' },
    ]);
    expect(split).toMatchObject({ status: 'reconciled', tags: ['Party'] });
    expect(rows.filter((row) => row.isTransfer).map((row) => row.amountMinor).sort((a, b) => a - b)).toEqual([-20_000, 20_000]);
    expect((await app.services.imports.open(file('quicken.qif', qif), null)).counts).toMatchObject({ new: 0, alreadyHere: 3 });
    await app.services.history.undo(done.changeId);
    expect(app.services.transactions.list({}, null, 10).rows).toEqual([]);
    expect(app.services.accounts.list().map(({ name, balanceMinor }) => [name, balanceMinor])).toEqual([['Current', 0]]);
    await app.services.history.redo();
    expect(app.services.transactions.get(split.id)).toMatchObject({ splits: split.splits, tags: ['Party'] });
  });
});
