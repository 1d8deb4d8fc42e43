import { useCallback, useMemo } from 'react';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartFont, chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

export interface Line {
  name: string;
  /** Minor units, one for each date. */
  values: readonly number[];
  /** The one that the chart is about: accent, with an area to zero. */
  main?: boolean;
  /** A step at each change, as balances move. */
  stepped?: boolean;
}

interface LineChartProps {
  title: string;
  dates: readonly string[];
  lines: readonly Line[];
  currency: string;
  /** Months are named without their day. */
  by: 'month' | 'day';
  height?: number;
}

/** Amounts over time, zero always in sight. The page gives a table that says the same. */
export function LineChart({ title, dates, lines, currency, by, height = 240 }: LineChartProps) {
  const option = useCallback(
    (theme: ChartTheme, format: Format) => optionOf(dates, lines, currency, by, format, theme),
    [dates, lines, currency, by],
  );
  const table = useMemo(
    () => ({
      columns: [by === 'month' ? 'Month' : 'Day', ...lines.map(({ name }) => name)],
      rows: dates.map((date, at) => [by === 'month' ? date.slice(0, 7) : date, ...lines.map(({ values }) => ({ minor: values[at] ?? 0 }))]),
      currency,
    }),
    [dates, lines, currency, by],
  );
  return <ChartFrame title={title} option={option} table={table} hasTable height={height} />;
}

function optionOf(
  dates: readonly string[],
  lines: readonly Line[],
  currency: string,
  by: 'month' | 'day',
  format: Format,
  colors: ChartTheme,
): ChartOption {
  const dateName = (date: string): string => (by === 'month' ? format.month(date.slice(0, 7)) : format.day(date));
  const axisName = (date: string): string => (by === 'month' ? shortMonth(date, format.locale) : format.dayShort(date));
  const font = chartFont;
  return {
    // Room for the names at the ends of the lines.
    grid: { left: 4, right: lines.length > 1 ? 68 : 12, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: [...dates],
      boundaryGap: false,
      axisTick: { show: false },
      axisLine: { onZero: true, lineStyle: { color: colors.faint } },
      axisLabel: { ...font, color: colors.muted, margin: 8, hideOverlap: true, formatter: axisName },
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
        const at = (Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1;
        const date = dates[at];
        if (date === undefined) return '';
        const rows = lines.map((line) => `${line.name} ${format.money(line.values[at] ?? 0, currency)}`);
        return tooltipLines([dateName(date), ...rows]);
      },
    },
    series: lines.map((line) => ({
      type: 'line' as const,
      name: line.name,
      data: [...line.values],
      showSymbol: false,
      ...(line.stepped ? { step: 'end' as const } : {}),
      lineStyle: { color: line.main ? colors.accent : colors.muted, width: line.main ? 2 : 1.25 },
      itemStyle: { color: line.main ? colors.accent : colors.muted },
      emphasis: { disabled: true },
      ...(line.main ? { areaStyle: { color: colors.accent, opacity: 0.08 }, z: 3 } : {}),
      endLabel: {
        ...font,
        show: lines.length > 1,
        formatter: line.name,
        color: line.main ? colors.ink : colors.muted,
        distance: 6,
      },
      labelLayout: { moveOverlap: 'shiftY' as const },
    })),
  };
}

/** "Jan 26". */
function shortMonth(date: string, locale: string): string {
  const [year = 1970, month = 1] = date.split('-').map(Number);
  return new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, 1),
  );
}
