import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../../src/core/statements/detect-format.ts';

const formatOf = (text: string, name = 'x') => detectFormat(Buffer.from(text, 'latin1'), name).format;

describe('detectFormat', () => {
  it.each([
    ['csv', 'Date,Amount\n2026-01-01,5\n'],
    ['csv', 'Datum\tBetrag\n01.01.2026\t5,00\n'],
    ['ofx', 'OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><SIGNONMSGSRSV1>'],
    ['ofx', '<?xml version="1.0"?><?OFX OFXHEADER="200"?><OFX>'],
    ['qif', '!Type:Bank\nD01/02/2026\nT-5.00\n^\n'],
    ['camt', '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'],
    ['mt940', ':20:STARTUMS\n:25:1234\n:28C:1/1\n:60F:C260101EUR1,00\n'],
    ['pdf', '%PDF-1.7\n'],
    ['zip', 'PK\x03\x04 something'],
    ['xlsx', 'PK\x03\x04 xl/workbook.xml'],
    ['xls', '\xd0\xcf\x11\xe0\xa1\xb1'],
    ['html', '<!DOCTYPE html><html><table>'],
    ['json', '{"a": 1}'],
    ['xml', '<?xml version="1.0"?><note/>'],
    ['text', 'Dear customer\nnothing here\n'],
    ['binary', '\x00\x01\x02\x03\x04\x05'],
    ['empty', ''],
    ['empty', ' \n'],
  ])('%s: %j', (format, text) => expect(formatOf(text)).toBe(format));

  it('says what to do about each format that cannot be read', () => {
    expect(detectFormat(Buffer.from('%PDF-1.7')).reason).toMatch(/CSV/);
    expect(detectFormat(Buffer.from('Date,Amount\n')).reason).toBeNull();
  });
});
