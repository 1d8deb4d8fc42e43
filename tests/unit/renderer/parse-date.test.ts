import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/renderer/ui/parse-date.ts';

const today = '2026-11-22';

describe('a day as people type it', () => {
  it.each([
    ['2026-02-03', 'en-US', '2026-02-03'],
    ['3/2/2026', 'en-GB', '2026-02-03'],
    ['2/3/2026', 'en-US', '2026-02-03'],
    ['03.02.26', 'de-DE', '2026-02-03'],
    ['3.2.', 'de-DE', '2026-02-03'],
    ['3/2', 'en-GB', '2026-02-03'],
    ['2026/2/3', 'ja-JP', '2026-02-03'],
    ['5', 'en-GB', '2026-11-05'],
    ['3 Feb', 'en-GB', '2026-02-03'],
    ['feb 3, 2025', 'en-US', '2025-02-03'],
    ['3. März 2025', 'de-DE', '2025-03-03'],
    ['3 feb', 'de-DE', '2026-02-03'],
    ['-1', 'en-GB', '2026-11-21'],
    ['+10', 'en-GB', '2026-12-02'],
  ])('%j in %s', (text, locale, date) => {
    expect(parseDate(text, locale, today)).toBe(date);
  });

  it.each(['31/2/2026', '32', '2026-13-01', 'soon', '', '1/2/3/4', '3 Foo'])('%j is no day', (text) => {
    expect(parseDate(text, 'en-GB', today)).toBeNull();
  });
});
