import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../src/renderer/ui/format.ts';

const british = createFormat('en-GB', 'EUR');
const german = createFormat('de-DE', 'EUR');

describe('money', () => {
  it('has a true minus and no currency when it is the base currency', () => {
    expect(british.money(-123456, 'EUR')).toBe('−1,234.56');
    expect(german.money(-123456, 'EUR')).toBe('−1.234,56');
  });
  it('names any other currency', () => {
    expect(british.money(1250, 'USD')).toBe('US$12.50');
    expect(british.money(1250, 'USD', { show: 'never' })).toBe('12.50');
  });
  it('has a plus only where asked, and none on zero', () => {
    expect(british.money(5, 'EUR', { plus: true })).toBe('+0.05');
    expect(british.money(0, 'EUR', { plus: true })).toBe('0.00');
    expect(british.money(5, 'EUR')).toBe('0.05');
  });
  it('keeps every digit of the largest amount', () => {
    expect(british.money(Number.MAX_SAFE_INTEGER, 'EUR')).toBe('90,071,992,547,409.91');
  });
  it('knows currencies without cents and with thousandths', () => {
    expect(british.money(1500, 'JPY', { show: 'never' })).toBe('1,500');
    expect(british.money(1500, 'KWD', { show: 'never' })).toBe('1.500');
  });
});

describe('days', () => {
  const year = new Date().getFullYear();
  it('leaves out the year when it is this one', () => {
    expect(british.dayShort(`${year}-11-22`)).toBe('22 Nov');
    expect(british.dayShort('2019-11-22')).toBe('22 Nov 2019');
  });
  it('does not move a day across time zones', () => {
    expect(british.day('2026-01-01')).toBe('1 January 2026');
    expect(german.dayNumeric('2026-01-01')).toBe('01.01.2026');
  });
});
