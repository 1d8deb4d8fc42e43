import { expect, it } from 'vitest';
import { chartCsv, chartFileName } from '../../src/renderer/ui/charts/chart-table.ts';

it('a chart as CSV has plain decimals, quoted commas and no formulas', () => {
  const rows = [['Rent, flat', { minor: -123_456 }, 0.5], ['=1+1', null, 2], ['say "hi"', { minor: 5 }, null]] as const;
  expect(chartCsv({ columns: ['Name', 'Amount', 'Share'], rows, currency: 'EUR' })).toBe(
    'Name,Amount,Share\r\n"Rent, flat",-1234.56,0.5\r\n\'=1+1,,2\r\n"say ""hi""",0.05,\r\n',
  );
});

it('a title becomes a file name', () => {
  expect(chartFileName('Net worth, next 12 months')).toBe('net-worth-next-12-months');
  expect(chartFileName('…')).toBe('chart');
});
