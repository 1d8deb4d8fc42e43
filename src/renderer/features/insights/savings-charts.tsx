import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Savings } from '#shared/contract/insights.ts';
import { firstDayOf, lastDayOf } from '#shared/dates.ts';
import { ChartFrame, type ChartPick } from '../../ui/charts/chart-frame.tsx';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartFont, chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

const HEIGHT = 220;
const DRAWN = 24;

/** What was kept of each month's income, as a share of it. A click opens the month. */
export function SavingsChart({ savings }: { savings: Savings }) {
  const navigate = useNavigate();
  const { currency } = savings;
  const months = useMemo(() => savings.months.slice(-DRAWN), [savings]);
  const option = useCallback(
    (theme: ChartTheme, format: Format): ChartOption => ({
      grid: { left: 4, right: 4, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: {
        type: 'category',
        data: months.map(({ month }) => month),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: theme.faint } },
        axisLabel: { ...chartFont, color: theme.muted, margin: 8, formatter: (month: string) => format.monthLetter(month) },
      },
      yAxis: {
        type: 'value',
        splitNumber: 4,
        axisLabel: { ...chartFont, color: theme.muted, formatter: (value: number) => percent(value) },
        splitLine: { lineStyle: { color: theme.line } },
      },
      tooltip: {
        ...chartTooltip(theme),
        trigger: 'axis',
        axisPointer: { type: 'shadow', z: -1, shadowStyle: { color: theme.hover } },
        formatter: (params) => {
          const found = months[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
          if (!found) return '';
          const kept = found.rate === null ? 'no income' : `${percent(found.rate)} of ${format.money(found.incomeMinor, currency)}`;
          return tooltipLines([format.month(found.month), `Kept ${format.money(found.savedMinor, currency)}`, kept]);
        },
      },
      series: [
        {
          type: 'bar',
          name: 'Kept',
          barMaxWidth: 20,
          emphasis: { disabled: true },
          // One month of hardly any income would flatten all others.
          data: months.map(({ rate }) => ({
            value: rate === null ? 0 : Math.max(-1000, rate),
            itemStyle: { color: rate !== null && rate < 0 ? theme.warning : theme.accent, borderRadius: 2 },
          })),
        },
      ],
    }),
    [months, currency],
  );
  const table = useMemo(
    () => ({
      columns: ['Month', 'Income', 'Spending', 'Kept', 'Of income, %'],
      rows: months.map(({ month, incomeMinor, spendingMinor, savedMinor, rate }) => [
        month, { minor: incomeMinor }, { minor: spendingMinor }, { minor: savedMinor }, rate === null ? null : rate / 10,
      ]),
      currency,
    }),
    [months, currency],
  );
  const pick = useCallback(
    ({ index }: ChartPick) => {
      const month = months[index]?.month;
      if (month) void navigate({ to: '/transactions', search: { from: firstDayOf(month), to: lastDayOf(month) } });
    },
    [months, navigate],
  );
  return <ChartFrame title="Kept of income" option={option} table={table} height={HEIGHT} onPick={pick} pickBy="column" />;
}

/** Where net worth stands after each of the next months, if they are like one's own past ones. */
export function AheadChart({ savings }: { savings: Savings }) {
  const { currency, netWorthMinor, netWorthAhead } = savings;
  const points = useMemo(
    () => [{ month: null, expectedMinor: netWorthMinor, range80: { low: netWorthMinor, high: netWorthMinor } }, ...netWorthAhead],
    [netWorthMinor, netWorthAhead],
  );
  const option = useCallback(
    (theme: ChartTheme, format: Format): ChartOption => {
      const hidden = { type: 'line' as const, stack: 'range', stackStrategy: 'all' as const, symbol: 'none', silent: true, lineStyle: { opacity: 0 } };
      return {
        grid: { left: 4, right: 12, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: {
          type: 'category',
          data: points.map(({ month }) => month ?? 'now'),
          boundaryGap: false,
          axisTick: { show: false },
          axisLine: { lineStyle: { color: theme.faint } },
          axisLabel: {
            ...chartFont, color: theme.muted, margin: 8, hideOverlap: true,
            formatter: (month: string) => (month === 'now' ? 'now' : format.monthName(month).slice(0, 3)),
          },
        },
        yAxis: {
          type: 'value',
          splitNumber: 4,
          axisLabel: { ...chartFont, color: theme.muted, formatter: (value: number) => format.compact(Math.round(value), currency) },
          splitLine: { lineStyle: { color: theme.line } },
        },
        tooltip: {
          ...chartTooltip(theme),
          trigger: 'axis',
          axisPointer: { type: 'line', lineStyle: { color: theme.faint, type: 'solid' } },
          formatter: (params) => {
            const point = points[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
            if (!point) return '';
            const money = (minor: number): string => format.money(minor, currency, { whole: true });
            if (point.month === null) return tooltipLines(['Now', money(point.expectedMinor)]);
            return tooltipLines([
              format.month(point.month), `Expected ${money(point.expectedMinor)}`, `8 in 10: ${money(point.range80.low)} to ${money(point.range80.high)}`,
            ]);
          },
        },
        series: [
          { ...hidden, name: 'from', data: points.map(({ range80 }) => range80.low) },
          { ...hidden, name: 'to', data: points.map(({ range80 }) => range80.high - range80.low), areaStyle: { color: theme.accent, opacity: 0.16 } },
          {
            type: 'line', name: 'Expected', data: points.map(({ expectedMinor }) => expectedMinor), symbol: 'none',
            lineStyle: { color: theme.accent, width: 2, type: 'dashed' }, emphasis: { disabled: true },
          },
        ],
      };
    },
    [points, currency],
  );
  const table = useMemo(
    () => ({
      columns: ['Month', 'Expected', '8 in 10 from', 'to'],
      rows: points.map(({ month, expectedMinor, range80 }) => [month ?? 'now', { minor: expectedMinor }, { minor: range80.low }, { minor: range80.high }]),
      currency,
    }),
    [points, currency],
  );
  return <ChartFrame title="Net worth, next 12 months" option={option} table={table} height={HEIGHT} />;
}

const percent = (thousandths: number): string => `${Math.round(thousandths / 10)} %`.replace('-', '−');
