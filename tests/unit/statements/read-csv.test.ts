import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../src/core/statements/csv/read-csv.ts';
import { answerQuestion } from '../../../src/shared/contract/csv-mapping.ts';
import type { ReadOptions } from '../../../src/core/statements/statement-reader.ts';

function read(text: string | string[], options: ReadOptions = {}, encoding = 'utf-8') {
  const body = typeof text === 'string' ? text : `${text.join('\n')}\n`;
  return readCsv(iconv.encode(body, encoding), null, options);
}
const facts = (reading: ReturnType<typeof readCsv>) => reading.rows.map((row) => `${row.date} ${row.amountMinor}`);
const told = (reading: ReturnType<typeof readCsv>) => reading.problems.map(({ message }) => message);
const kinds = (reading: ReturnType<typeof readCsv>) => reading.questions.map(({ kind }) => kind);

describe('bad rows', () => {
  it('are reported with line and reason and stop nothing else', () => {
    const reading = read([
      'Datum;Text;Betrag',
      '28.02.2026;Bäcker;-1,00',
      '31.02.2026;Kiosk;-2,00',
      '01.03.2026;Kino;abc',
      '02.03.2026;Post;',
      '03.03.2026;Bus;12,345',
      '',
      '04.03.2026;Miete;-1.234,00',
      'Summe;;-99,00',
      'Ende der Liste',
    ]);
    expect(facts(reading)).toEqual(['2026-02-28 -100', '2026-03-04 -123400']);
    expect(told(reading)).toEqual([
      'line 3: no such date (31.02.2026)',
      'line 4: the amount cannot be read without doubt (abc)',
      'line 5: no amount',
      'line 6: the amount cannot be read without doubt (12,345)',
      'line 9: left out: a total, not a transaction (Summe)',
      'line 10: after the last row, left out',
    ]);
    expect(reading.problems.map(({ severity }) => severity).join(' ')).toBe('problem problem problem problem note note');
    expect(reading.problems[0]?.column).toBe('Datum');
  });

  it('counts physical lines where quoted cells hold line breaks', () => {
    const reading = read('Date,Text,Amount\n2026-02-28,"two\nlines",-1.00\n2026-02-30,x,-2.00\n');
    expect(reading.rows[0]).toMatchObject({ line: 2, description: 'two lines' });
    expect(told(reading)).toEqual(['line 4: no such date (2026-02-30)']);
  });

  it.each(['"a open', '"a "x" b'])('lose one line, not the file, to a quote that is never closed (%s)', (cell) => {
    const reading = read(['Date,Text,Amount', `2026-02-28,${cell},-1.00`, '2026-02-27,b,-2.50', '2026-02-26,"c,d",-3.50', '2026-02-25,5" pipe,-4.50']);
    expect(facts(reading)).toEqual(['2026-02-27 -250', '2026-02-26 -350', '2026-02-25 -450']);
    expect(told(reading)).toEqual(['line 2: a quotation mark is opened but never closed']);
  });

  it('leaves out what is not booked yet, and says so', () => {
    const reading = read(['Date,Description,Amount,State', '2024-01-03,Tesco,-10.50,COMPLETED', '2024-01-04,Lidl,-1.50,PENDING']);
    expect(facts(reading)).toEqual(['2024-01-03 -1050']);
    expect(told(reading)).toEqual(['line 3: not booked yet, left out (PENDING)']);
  });

  it('refuses a currency that does not exist', () => {
    const reading = read(['Date,Description,Amount,Currency', '2024-01-13,a,-1.00,EUR', '2024-01-14,b,-1.00,EUX']);
    expect(told(reading)).toEqual(['line 3: no such currency (EUX)']);
  });
});

describe('amounts', () => {
  it.each([
    ['-110.7 €', -11070],
    ['(12.00)', -1200],
    ['12.00-', -1200],
    ['- $21.59', -2159],
    ['$.23', 23],
    ['+ £1,100.00', 110000],
    ['1 234.56', 123456],
    ["1'234.56-", -123456],
    ['CHF 5.00', 500],
    ['-5', -500],
    ['5.00 DR', -500],
    ['="-5.00"', -500],
  ])('%s', (cell, minor) => {
    const reading = read(['Date\tText\tAmount', `2026-02-27\ta\t${cell}`, '2026-02-26\tb\t-2.50']);
    expect(reading.rows[0]?.amountMinor).toBe(minor);
  });

  it('never takes 1.000 for one', () => {
    expect(facts(read(['Datum;Text;Betrag', '28.02.2026;a;1.000', '27.02.2026;b;-2.000']))).toEqual([
      '2026-02-28 100000',
      '2026-02-27 -200000',
    ]);
    const reading = read(['Date,Text,Amount', '2026-02-28,a,12.345', '2026-02-27,b,-2.50']);
    expect(facts(reading)).toEqual(['2026-02-27 -250']);
    expect(told(reading)).toEqual(['line 2: the amount cannot be read without doubt (12.345)']);
  });

  it('asks about 1.000 dinars, which may be one or a thousand', () => {
    const file = ['Date,Text,Amount,Currency', '2026-02-28,a,1.000,KWD', '2026-02-27,b,-2.500,KWD'];
    const reading = read(file);
    expect(kinds(reading)).toEqual(['decimal-mark']);
    const mapping = answerQuestion(reading.inspection.mapping, 'decimal-mark', '.');
    expect(facts(readCsv(Buffer.from(file.join('\n')), mapping))).toEqual(['2026-02-28 1000', '2026-02-27 -2500']);
  });

  it('asks which way the money went when nothing says so', () => {
    const file = ['Date,Merchant,Amount', '2026-02-28,Cafe,3.50', '2026-02-27,Shop,12.00'];
    const reading = read(file);
    expect(kinds(reading)).toEqual(['amount-sign']);
    const answered = readCsv(Buffer.from(file.join('\n')), answerQuestion(reading.inspection.mapping, 'amount-sign', 'out'));
    expect(answered.questions).toEqual([]);
    expect(facts(answered)).toEqual(['2026-02-28 -350', '2026-02-27 -1200']);
  });

  it('turns card statements whose own words or balance contradict their signs', () => {
    expect(facts(read(['2026-01-17,DEBIT,Shop,30.00', '2026-01-18,CREDIT,Payment,-500.00']))).toEqual([
      '2026-01-17 -3000',
      '2026-01-18 50000',
    ]);
    const byBalance = read(['Date,Text,Amount,Balance', '2026-01-15,a,10.00,90.00', '2026-01-16,b,20.00,70.00', '2026-01-17,c,5.00,65.00']);
    expect(facts(byBalance)).toEqual(['2026-01-15 -1000', '2026-01-16 -2000', '2026-01-17 -500']);
    expect(byBalance.balanceCheck).toEqual({ checked: 2, agreeing: 2 });
  });

  it('finds money out among two unsigned columns by the balance, and asks without one', () => {
    expect(facts(read(['13/01/2026,Pay,,500.00,500.00', '14/01/2026,Shop,20.00,,480.00', '15/01/2026,Shop,19.77,,460.23']))).toEqual([
      '2026-01-13 50000',
      '2026-01-14 -2000',
      '2026-01-15 -1977',
    ]);
    const file = ['13/01/2026,Pay,500.00,', '14/01/2026,Shop,,20.00'];
    const reading = read(file);
    expect(kinds(reading)).toEqual(['amount-column']);
    const answered = readCsv(Buffer.from(file.join('\n')), answerQuestion(reading.inspection.mapping, 'amount-column', '3'));
    expect(facts(answered)).toEqual(['2026-01-13 50000', '2026-01-14 -2000']);
  });

  it('keeps a refund in a debit column a refund', () => {
    const reading = read(['Date,Text,Debit,Credit', '2026-01-13,a,50.00,', '2026-01-14,b,-20.00,', '2026-01-15,c,5.00,', '2026-01-15,d,,9.00']);
    expect(facts(reading)).toEqual(['2026-01-13 -5000', '2026-01-14 2000', '2026-01-15 -500', '2026-01-15 900']);
  });

  it('lets the account settle what kr means, and asks where it cannot', () => {
    const file = ['Date,Text,Amount', '2026-02-28,a,"-1 234,50 kr"', '2026-02-27,b,"10,00 kr"'];
    expect(kinds(read(file, { defaultCurrency: 'SEK' }))).toEqual([]);
    expect(kinds(read(file, { defaultCurrency: 'EUR' }))).toEqual(['currency']);
  });
});

describe('dates', () => {
  const order = (...dates: string[]) => {
    const reading = read(['Date,Text,Amount', ...dates.map((date, at) => `${date},x,-${at + 1}.50`)]);
    return reading.questions.length > 0 ? kinds(reading).join() : reading.rows.map(({ date }) => date);
  };

  it('are decided over the whole column', () => {
    expect(order('02/03/2026', '04/03/2026', '13/03/2026')).toEqual(['2026-03-02', '2026-03-04', '2026-03-13']);
    expect(order('2/3/26', '4/3/26', '3/13/26')).toEqual(['2026-02-03', '2026-04-03', '2026-03-13']);
    expect(order('02/03/2026', '04/03/2026')).toBe('date-order');
    expect(order('13/03/2026', '03/14/2026')).toBe('date-order');
    expect(order('02.03.2026', '04.03.2026')).toEqual(['2026-03-02', '2026-03-04']);
    expect(order('01/02/2026', '02/03/2026', '03/04/2026', '04/05/2026')).toBe('date-order');
    expect(order('11/01/2026', '12/01/2026', '01/02/2026', '02/02/2026', '03/03/2026')).toEqual([
      '2026-01-11',
      '2026-01-12',
      '2026-02-01',
      '2026-02-02',
      '2026-03-03',
    ]);
  });

  it.each([
    ['20260313', '2026-03-13'],
    ['13032026', '2026-03-13'],
    ['13-Mar-26', '2026-03-13'],
    ['13. März 2026', '2026-03-13'],
    ['13 août 2026', '2026-08-13'],
    ['"Mar 13, 2026"', '2026-03-13'],
    ['2026-03-13T10:11:12Z', '2026-03-13'],
    ['20260313120000[0:GMT]', '2026-03-13'],
    ['2026.03.13.', '2026-03-13'],
    ['13.03.26 10:11', '2026-03-13'],
    ['="13/03/2026"', '2026-03-13'],
    ['46094', '2026-03-13'],
  ])('%s', (cell, date) => expect(order(cell)).toEqual([date]));

  it('are remembered as answered', () => {
    const file = Buffer.from('Date,Text,Amount\n02/03/2026,a,-1.00\n');
    const reading = readCsv(file, null);
    expect(reading.questions[0]?.options.map(({ label }) => label)).toEqual([
      'day first: 02/03/2026 is 2026-03-02',
      'month first: 02/03/2026 is 2026-02-03',
    ]);
    expect(facts(readCsv(file, answerQuestion(reading.inspection.mapping, 'date-order', 'mdy')))).toEqual(['2026-02-03 -100']);
  });
});

describe('files', () => {
  it.each([
    ['windows-1250', 'Datum;Částka;Popis', 'Žabka Příbram, koupě'],
    ['windows-1250', 'Data operacji;Kwota;Tytuł', 'Zakupy w Łodzi źdźbło'],
    ['iso-8859-2', 'Data operacji;Kwota;Tytuł', 'Zakupy w Łodzi źródło ś'],
    ['windows-1252', 'Datum;Betrag;Buchungstext', 'Bäckerei Müller – „Öl“'],
    ['macintosh', 'Datum;Betrag;Buchungstext', 'Bäckerei Müller Öl'],
    ['cp850', 'Datum;Betrag;Buchungstext', 'Bäckerei Müller Öl'],
    ['iso-8859-15', 'Datum;Betrag;Buchungstext', 'Bäckerei für 5 €'],
    ['windows-1251', 'Дата;Сумма;Описание', 'Покупка'],
    ['utf-16le', 'Datum;Betrag;Buchungstext', 'Bäckerei'],
    ['utf-16be', 'Datum;Betrag;Buchungstext', 'Bäckerei'],
    ['utf-8', 'Datum;Betrag;Buchungstext', 'Bäckerei'],
  ])('in %s', (encoding, heading, text) => {
    const reading = read([heading, `13.02.2026;-12,50;${text}`], {}, encoding);
    expect(reading.inspection.encoding).toBe(encoding);
    expect(reading.rows.map(({ description, amountMinor }) => [description, amountMinor])).toEqual([[text, -1250]]);
  });

  it('joins descriptions that go on in a line of their own', () => {
    const reading = read(['Date,Text,Withdrawals (SGD),Deposits (SGD)', '18/04/2018,DEBIT PURCHASE,6.66,', ',UBER EATS', '19/04/2018,PAY,,9.00']);
    expect(reading.rows.map(({ description, currency }) => [description, currency])).toEqual([
      ['DEBIT PURCHASE UBER EATS', 'SGD'],
      ['PAY', 'SGD'],
    ]);
    expect(told(reading)).toEqual(['line 3: goes on with the description of line 2']);
  });

  it('have one key for one layout, whatever they hold', () => {
    const key = (...rows: string[]) => read(['Date,Text,Amount', ...rows]).inspection.layoutKey;
    expect(key('2026-02-13,a,-1.00')).toBe(key('2025-01-01,b,5.00', '2025-01-02,c,-5.00'));
    expect(key('2026-02-13,a,-1.00')).not.toBe(read(['Date,Amount,Text', '2026-02-13,-1.00,a']).inspection.layoutKey);
  });

  it('stop when asked to, report progress and hand out rows in batches', () => {
    const text = ['Date,Text,Amount', ...Array.from({ length: 10_000 }, (_, at) => `2026-02-13,row ${at},-1.00`)].join('\n');
    const seen: number[] = [];
    let last = 0;
    const reading = read(text, { onRows: (batch) => seen.push(batch.length), onProgress: (done) => (last = done) });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.reduce((a, b) => a + b, 0)).toBe(reading.rows.length);
    expect(last).toBe(text.length);
    expect(() => read(text, { signal: AbortSignal.abort() })).toThrow(/abort/i);
  });
});
