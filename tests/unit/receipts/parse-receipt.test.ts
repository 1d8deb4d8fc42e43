import { describe, expect, it } from 'vitest';
import { parseReceipt, type ParseOptions } from '../../../src/core/ml/receipt-reader/parse-receipt.ts';
import { wordsOfLines } from './words-of-lines.ts';

const read = (lines: string[], options: Partial<ParseOptions> & { payees?: string[] } = {}) => {
  const { payees = [], ...rest } = options;
  return parseReceipt(wordsOfLines(lines), {
    today: '2026-11-23',
    currency: 'USD',
    dayFirst: false,
    merchants: { payees, isBrand: () => false },
    ...rest,
  });
};

const diner = [
  '        HARBOUR DINER',
  '      12 Quay Street',
  '   Portland, OR 97201',
  ' 03/04/2026        12:41 PM',
  ' 1 Clam chowder          8.50',
  ' 2 Fish tacos           15.00',
  ' 1 Lemonade              3.25',
  ' Subtotal               26.75',
  ' Tax                     2.14',
  ' Tip                     5.00',
  ' TOTAL                 $33.89',
  ' VISA ************4242  33.89',
];

describe('a receipt of a restaurant', () => {
  const receipt = read(diner);

  it('gives its fields', () => {
    expect(receipt.merchant.value).toBe('HARBOUR DINER');
    expect(receipt.date.value).toBe('2026-03-04');
    expect(receipt.time.value).toBe('12:41');
    expect(receipt.total.value).toBe(3389);
    expect(receipt.subtotal.value).toBe(2675);
    expect(receipt.tax.value).toBe(214);
    expect(receipt.tip.value).toBe(500);
    expect(receipt.currency.value).toBe('USD');
    expect(receipt.paymentMethod.value).toBe('card');
  });

  it('gives its lines with quantities', () => {
    expect(receipt.items.map(({ name, quantity, amountMinor }) => [name, quantity, amountMinor])).toEqual([
      ['Clam chowder', 1, 850],
      ['Fish tacos', 2, 1500],
      ['Lemonade', 1, 325],
    ]);
  });

  it('knows where each was read', () => {
    expect(receipt.total.box).toEqual({ left: 230, top: 300, width: 60, height: 20 });
    expect(receipt.date.box).toMatchObject({ left: 10, top: 90 });
    expect(receipt.items[1]?.box).toMatchObject({ top: 150 });
  });

  it('is sure where the sums come out', () => {
    expect(receipt.total.confidence).toBeGreaterThan(0.9);
  });
});

describe('a total that cannot be read', () => {
  it('is what subtotal and tax add up to', () => {
    const { total } = read(['SHOP', ' Bread         4.00', ' Cheese        6.00', ' Subtotal     10.00', ' Tax           0.80', ' Total:       1O.#']);
    expect(total.value).toBe(1080);
    expect(total.confidence).toBeLessThan(0.8);
  });

  it('is cash less change where its point was lost', () => {
    expect(read(['SHOP', ' Grand Total    9280', ' Cash         100.00', ' Change         7.20']).total.value).toBe(9280);
  });

  it('is null on a page without amounts', () => {
    const receipt = read(['NOTICE', 'The shop is closed', 'on Sundays']);
    expect(receipt.total).toEqual({ value: null, confidence: 0, box: null });
    expect(receipt.items).toEqual([]);
  });
});

it('takes what was paid after rounding, and not a summary of tax below it', () => {
  const receipt = read(
    ['KEDAI RONDA SDN BHD', ' Nasi             12.80', ' Teh               5.23', ' Total (Incl GST) 18.03', ' Rounding Adj     -0.03', ' CASH             18.00', ' Change            0.00', ' GST Summary', ' Total            17.01'],
    { currency: 'MYR' },
  );
  expect(receipt.total.value).toBe(1800);
  expect(receipt.currency.value).toBe('MYR');
});

it('is not misled by what else is called a total', () => {
  const receipt = read(['MARKET', ' Apples        3.00', ' Pears         4.00', ' Total items   2', ' TOTAL SAVINGS 1.50', ' Balance due   7.00', ' CASH         10.00', ' CHANGE        3.00']);
  expect(receipt.total.value).toBe(700);
  expect(receipt.paymentMethod.value).toBe('cash');
});

describe('misread letters', () => {
  it('are digits inside amounts and dates', () => {
    const receipt = read(['CAFE', ' Date: O7/l2/2O25', ' Coffee      3.5O', ' T0TAL      S3.50']);
    expect(receipt.total.value).toBe(350);
    expect(receipt.date.value).toBe('2025-07-12');
  });

  it('do not hide the words of labels', () => {
    expect(read(['CAFE', ' Cake        4.10', ' Tota1       4.10']).total.confidence).toBeGreaterThan(0.7);
  });
});

describe('dates', () => {
  it.each([
    ['04 JUN 2018', '2018-06-04'],
    ["Jun17'13 09:35PM", '2013-06-17'],
    ['2016-07-31', '2016-07-31'],
    ['2014.10.16', '2014-10-16'],
    ['March 27th 2018', '2018-03-27'],
    ['27. Februar 2020', '2020-02-27'],
    ['3 de agosto de 2021', '2021-08-03'],
    ['25/12/19', '2019-12-25'],
    ['12/25/19', '2019-12-25'],
    ['30-DEC-2016', '2016-12-30'],
  ])('%s', (text, date) => {
    expect(read(['SHOP', ` ${text}`, ' Total 1.00']).date.value).toBe(date);
  });

  it('are read in the order of the country that the receipt speaks of', () => {
    expect(read(['TRATTORIA', ' 07-10-2018', ' Totale   45,00 €']).date.value).toBe('2018-10-07');
    expect(read(['DINER', ' 07-10-2018', ' Sales tax 1.00', ' Total   $45.00']).date.value).toBe('2018-07-10');
  });

  it('are read in the order of the user where nothing tells, and less surely', () => {
    const lines = ['SHOP', ' 07-10-2018', ' Total   45.00'];
    const [dayFirst, monthFirst] = [read(lines, { dayFirst: true }).date, read(lines, { dayFirst: false }).date];
    expect([dayFirst.value, monthFirst.value]).toEqual(['2018-10-07', '2018-07-10']);
    expect(dayFirst.confidence).toBeLessThan(0.6);
  });

  it('are read by another date that can mean one thing only', () => {
    expect(read(['SHOP', ' Date 05/06/2024', ' Return by 28/06/2024', ' Total 5.00']).date.value).toBe('2024-06-05');
  });

  it('are read by the day of the week that is said', () => {
    expect(read(['SHOP', ' Mon 03/07/2017', ' Total 5.00'], { dayFirst: false }).date.value).toBe('2017-07-03');
    expect(read(['SHOP', ' Tue 03/07/2017', ' Total 5.00'], { dayFirst: true }).date.value).toBe('2017-03-07');
  });

  it('are never ahead of today', () => {
    expect(read(['SHOP', ' 09/12/2026', ' Total 5.00'], { dayFirst: true }).date.value).toBe('2026-09-12');
  });
});

describe('amounts of other countries', () => {
  it('have a decimal comma', () => {
    const receipt = read(['Gasthaus Adler GmbH', ' 12.03.2025', ' 2x Schnitzel a 12,90   25,80', ' Apfelschorle      3,40', ' Summe EUR        29,20', ' MwSt 19%          4,66', ' Bar              50,00', ' Rückgeld         20,80']);
    expect(receipt.total.value).toBe(2920);
    expect(receipt.currency.value).toBe('EUR');
    expect(receipt.date.value).toBe('2025-03-12');
  });

  it('have thousands', () => {
    expect(read(['SHOP', ' Sofa       1,039.00', ' Total      1,039.00']).total.value).toBe(103900);
  });

  it('have no decimals at all', () => {
    const receipt = read(['スーパー TOKYO MART', ' Milk     ¥248', ' Rice   ¥1,980', ' Total  ¥2,228'], { currency: 'JPY' });
    expect(receipt.total.value).toBe(2228);
    expect(receipt.currency.value).toBe('JPY');
  });
});

it('is not priced in what only looks like a currency', () => {
  const receipt = read(['KEDAI LIMA SDN BHD', ' NO 15 TMM SUBANG', ' Rice 4.00', ' Oil 21.20', ' Total 25.20'], { currency: 'MYR' });
  expect(receipt.currency.value).toBe('MYR');
  expect(receipt.total.value).toBe(2520);
});

describe('merchants', () => {
  it('are a payee of the user that the print almost spells', () => {
    const { merchant } = read(['HARB0UR D1NER', ' Total 3.00'], { payees: ['Harbour Diner', 'Harbour Cafe'] });
    expect(merchant.value).toBe('Harbour Diner');
  });

  it('are not addresses, greetings or invoices', () => {
    expect(read(['TAX INVOICE', 'Welcome to', 'GREEN LEAF BOOKS', '14 Main Road', ' Total 3.00']).merchant.value).toBe('GREEN LEAF BOOKS');
  });
});

it('gives the same for the same words', () => {
  expect(read(diner)).toEqual(read(diner));
});
