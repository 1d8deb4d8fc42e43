import type { LineSeriesOption } from 'echarts/charts';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import type { ChartTable } from '../../ui/charts/chart-table.ts';
import { chartFont, chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

export interface FanRange {
  low: number;
  high: number;
}

export interface FanPoint {
  /** What it is on the axis. */
  label: string;
  /** What it is when it is pointed at. */
  title: string;
  /** Minor units; null where it is not known yet. */
  came: number | null;
  /** Null in the past. */
  expected: number | null;
  range80: FanRange | null;
  range95: FanRange | null;
  /** Another course of things: what would be with the plans. */
  planned: number | null;
  /** Something happens: a mark in the colour of money in or out. */
  mark: 'in' | 'out' | null;
  /** Lines below the figures when it is pointed at. */
  notes: readonly string[];
}

export interface Fan {
  points: readonly FanPoint[];
  currency: string;
  /** Where what is known ends. */
  now: { at: number; label: string } | null;
  /** The point to be looked at: the lowest. */
  lowest: number | null;
}

/** The same in rows. @param first what the points are: months or days */
export function fanTable({ points, currency }: Fan, first: string): ChartTable {
  const isPlanned = points.some(({ planned }) => planned !== null);
  const cell = (minor: number | null | undefined) => (minor === null || minor === undefined ? null : { minor });
  return {
    currency,
    columns: [first, 'Came', 'Expected', '8 in 10 from', '8 in 10 to', '19 in 20 from', '19 in 20 to', ...(isPlanned ? ['With your plans'] : [])],
    rows: points.map(({ title, came, expected, range80, range95, planned }) => [
      title,
      cell(came),
      // The fan opens from the last point that is known; there is nothing to expect there.
      ...(came === null ? [expected, range80?.low, range80?.high, range95?.low, range95?.high] : [null, null, null, null, null]).map(cell),
      ...(isPlanned ? [cell(planned)] : []),
    ]),
  };
}

/** What came as a solid line, what is expected as a dashed one in its ranges. */
export function fanOption({ points, currency, now, lowest }: Fan, format: Format, colors: ChartTheme): ChartOption {
  const font = chartFont;
  const money = (minor: number): string => format.money(minor, currency, { whole: true });
  const band = (name: string, range: (point: FanPoint) => FanRange | null, opacity: number): LineSeriesOption[] => [
    {
      type: 'line',
      name: `${name} low`,
      stack: name,
      stackStrategy: 'all',
      data: points.map((point) => range(point)?.low ?? '-'),
      lineStyle: { opacity: 0 },
      symbol: 'none',
      silent: true,
      emphasis: { disabled: true },
    },
    {
      type: 'line',
      name,
      stack: name,
      stackStrategy: 'all',
      data: points.map((point) => {
        const found = range(point);
        return found === null ? '-' : found.high - found.low;
      }),
      lineStyle: { opacity: 0 },
      areaStyle: { color: colors.accent, opacity },
      symbol: 'none',
      silent: true,
      emphasis: { disabled: true },
    },
  ];
  const line = (name: string, value: (point: FanPoint) => number | null, looks: LineSeriesOption['lineStyle'], z: number): LineSeriesOption => ({
    type: 'line',
    name,
    data: points.map((point) => value(point) ?? '-'),
    lineStyle: { width: 2, ...looks },
    symbol: 'none',
    emphasis: { disabled: true },
    z,
  });
  const marked = points.flatMap((point, at) => (point.mark === null ? [] : [{ at, value: point.expected ?? 0, mark: point.mark }]));
  const low = lowest === null ? undefined : points[lowest];
  return {
    animation: false,
    grid: { left: 4, right: 14, top: 22, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: points.map(({ label }) => label),
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: colors.faint } },
      axisLabel: { ...font, color: colors.muted, margin: 8, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { ...font, color: colors.muted, formatter: (value: number) => format.compact(Math.round(value), currency) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: colors.faint, type: 'solid' } },
      ...chartTooltip(colors),
      formatter: (params) => {
        const point = points[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
        return point === undefined ? '' : tooltipLines(describe(point, money));
      },
    },
    series: [
      ...band('95 %', (point) => point.range95, 0.1),
      ...band('80 %', (point) => point.range80, 0.16),
      {
        ...line('Came', (point) => point.came, { color: colors.accent }, 3),
        markLine: now === null ? undefined : {
          silent: true,
          symbol: 'none',
          data: [{ xAxis: now.at }],
          lineStyle: { color: colors.faint, type: 'solid', width: 1 },
          label: { ...font, color: colors.muted, formatter: now.label, position: 'end', distance: 4 },
        },
      } as LineSeriesOption,
      line('Expected', (point) => point.expected, { color: colors.accent, type: 'dashed' }, 3),
      line('With your plans', (point) => point.planned, { color: colors.ink, width: 1.5, type: [2, 3] }, 4),
      {
        type: 'scatter',
        name: 'Known payments',
        data: marked.map(({ at, value, mark }) => ({
          value: [at, value],
          itemStyle: { color: mark === 'in' ? colors.gain : colors.surface, borderColor: mark === 'in' ? colors.gain : colors.muted, borderWidth: 1.5 },
        })),
        symbolSize: 6,
        silent: true,
        z: 5,
      },
      {
        type: 'scatter',
        name: 'Lowest',
        data: low === undefined || lowest === null ? [] : [[lowest, low.planned ?? low.expected ?? 0]],
        symbolSize: 9,
        silent: true,
        itemStyle: { color: colors.warning, borderColor: colors.surface, borderWidth: 1.5 },
        label: {
          ...font,
          show: true,
          color: colors.ink,
          formatter: `lowest ${money(low?.planned ?? low?.expected ?? 0)}`,
          // At the ends there is room on one side only.
          position: lowest !== null && lowest < points.length * 0.12 ? 'right' : lowest !== null && lowest > points.length * 0.88 ? 'left' : 'bottom',
          distance: 7,
          textBorderColor: colors.surface,
          textBorderWidth: 3,
        },
        z: 6,
      },
    ],
  };
}

function describe(point: FanPoint, money: (minor: number) => string): string[] {
  const lines = [point.title];
  if (point.came !== null) return [...lines, money(point.came), ...point.notes];
  if (point.expected !== null) lines.push(`Expected ${money(point.expected)}`);
  if (point.range80 !== null) lines.push(`8 in 10: ${money(point.range80.low)} to ${money(point.range80.high)}`);
  if (point.range95 !== null) lines.push(`19 in 20: ${money(point.range95.low)} to ${money(point.range95.high)}`);
  if (point.planned !== null) lines.push(`With your plans ${money(point.planned)}`);
  return [...lines, ...point.notes];
}
