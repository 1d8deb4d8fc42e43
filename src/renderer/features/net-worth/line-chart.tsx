import { LineChart as EchartsLine } from 'echarts/charts';
import type { LineSeriesOption } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { ComposeOption, EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../ui/use-format.ts';
import type { Format } from '../../ui/format.ts';
import { onThemeChange } from '../shell/theme.ts';

register([EchartsLine, GridComponent, TooltipComponent, SVGRenderer]);

type Option = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>;

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
  dates: readonly string[];
  lines: readonly Line[];
  currency: string;
  /** Months are named without their day. */
  by: 'month' | 'day';
  height?: number;
}

/** Amounts over time, zero always in sight. Give it a table that says the same. */
export function LineChart({ dates, lines, currency, by, height = 240 }: LineChartProps) {
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const colors = useColors();

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'svg' });
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(dates, lines, currency, by, format, colors), { notMerge: true });
  }, [dates, lines, currency, by, format, colors]);

  return <div ref={box} aria-hidden className="w-full" style={{ height }} />;
}

interface Colors {
  accent: string;
  ink: string;
  muted: string;
  faint: string;
  line: string;
  surface: string;
}

function optionOf(
  dates: readonly string[],
  lines: readonly Line[],
  currency: string,
  by: 'month' | 'day',
  format: Format,
  colors: Colors,
): Option {
  const dateName = (date: string): string => (by === 'month' ? format.month(date.slice(0, 7)) : format.day(date));
  const axisName = (date: string): string => (by === 'month' ? shortMonth(date, format.locale) : format.dayShort(date));
  const font = { fontFamily: 'Inter Variable', fontSize: 11 };
  return {
    animation: false,
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
      transitionDuration: 0,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: colors.ink, fontFamily: 'Inter Variable', fontSize: 12 },
      formatter: (params) => {
        const at = (Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1;
        const date = dates[at];
        if (date === undefined) return '';
        const rows = lines.map((line) => `${line.name} ${format.money(line.values[at] ?? 0, currency)}`);
        return [dateName(date), ...rows].join('<br>');
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

function useColors(): Colors {
  const [colors, setColors] = useState(readColors);
  useEffect(() => onThemeChange(() => setColors(readColors())), []);
  return colors;
}

function readColors(): Colors {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    accent: read('--accent'),
    ink: read('--ink'),
    muted: read('--muted'),
    faint: read('--faint'),
    line: read('--line'),
    surface: read('--surface'),
  };
}
