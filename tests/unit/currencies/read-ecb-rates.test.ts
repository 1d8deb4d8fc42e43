import { describe, expect, it } from 'vitest';
import { checkJumps } from '../../../src/core/domain/currencies/check-jumps.ts';
import { readEcbRates } from '../../../src/core/domain/currencies/read-ecb-rates.ts';
import { ecbFile, smallHistory } from './rate-fixture.ts';

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01">
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time='2026-04-20'>
      <Cube currency='USD' rate='1.0850'/>
      <Cube currency='JPY' rate='187.1'/>
    </Cube>
    <Cube time="2026-04-17"><Cube currency="USD" rate="1.0843"/></Cube>
  </Cube>
</gesmes:Envelope>`;

describe('files of the bank', () => {
  it('are read as a history, leaving out what was not quoted', () => {
    const rates = readEcbRates(`\uFEFF${ecbFile.replaceAll('\n', '\r\n')}\r\n`);
    expect(rates).toHaveLength(16);
    expect(rates[0]).toEqual({ date: '2026-04-17', currency: 'USD', rate: '1.0843', line: 2 });
  });

  it('are read as the rates of a day', () => {
    expect(readEcbRates('Date, USD, JPY, \n17 April 2026, 1.0843, 186.75, \n')).toEqual([
      { date: '2026-04-17', currency: 'USD', rate: '1.0843', line: 2 },
      { date: '2026-04-17', currency: 'JPY', rate: '186.75', line: 2 },
    ]);
  });

  it('are read as XML', () => {
    expect(readEcbRates(xml)).toEqual([
      { date: '2026-04-20', currency: 'USD', rate: '1.0850', line: 6 },
      { date: '2026-04-20', currency: 'JPY', rate: '187.1', line: 7 },
      { date: '2026-04-17', currency: 'USD', rate: '1.0843', line: 9 },
    ]);
  });
});

describe('a mistake names its line', () => {
  it.each([
    ['Datum;Betrag\n1;2', 'first line'],
    ['Date,USD,usd\n', 'Line 1: “usd”'],
    ['Date,USD,USD\n', 'Line 1: a currency is named twice'],
    ['Date,USD\n2026-02-30,1.1', 'Line 2: “2026-02-30”'],
    ['Date,USD\n2026-02-03,1.1\n2026-02-03,1.2', 'Line 3: 2026-02-03 is there twice'],
    ['Date,USD\n\n2026-02-03,-1.1', 'Line 3, USD: “-1.1”'],
    ['Date,USD\n2026-02-03,0.0', 'Line 2, USD: “0.0”'],
    ['Date,USD,JPY\n2026-02-03,1.1', 'Line 2 has 1 rates'],
    ['Date,USD\n2026-02-03,N/A', 'no exchange rates'],
    [xml.replace("rate='187.1'", "rate='187,1'"), 'Line 7, JPY: “187,1”'],
    [xml.replace("<Cube time='2026-04-20'>", '<Cube>'), 'Line 6: a rate stands before any date'],
    ['', 'first line'],
  ])('%#', (text, sentence) => {
    expect(() => readEcbRates(text)).toThrow(sentence);
  });

  it('and so does a rate that cannot follow the one before', () => {
    const moved = readEcbRates('Date,USD,JPY\n2026-04-20,1.09,187\n2026-04-21,187,1.09\n');
    expect(() => checkJumps(smallHistory(), moved)).toThrow('Line 3, USD: 187 cannot follow 1.09 of 2026-04-20');
    expect(() => checkJumps(smallHistory(), moved.slice(0, 2))).not.toThrow();
  });
});
