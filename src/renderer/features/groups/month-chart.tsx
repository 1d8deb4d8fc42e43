import { BarChart } from 'echarts/charts';
import type { BarSeriesOption } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { ComposeOption, EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import type { GroupSpending } from '#shared/contract/groups.ts';
import { useFormat } from '../../ui/use-format.ts';
import type { Format } from '../../ui/format.ts';
import { onThemeChange } from '../shell/theme.ts';

register([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

type Option = ComposeOption<BarSeriesOption | GridComponentOption | TooltipComponentOption>;

/** More months than this would be lines: the latest are shown. */
const MONTHS = 24;

/** All of the group's spending by month, with the own part at its foot. The table beside it says the same in words. */
export function MonthChart({ data, currency }: { data: GroupSpending; currency: string }) {
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const [colors, setColors] = useState(readColors);
  useEffect(() => onThemeChange(() => setColors(readColors())), []);

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
    chart.current?.setOption(optionOf(data, currency, format, colors), { notMerge: true });
  }, [data, currency, format, colors]);

  return (
    <>
      <div aria-hidden className="flex gap-4 text-mini text-muted">
        <span className="flex items-center gap-1.5">
          <span className="h-2 w-2 rounded-[2px] bg-accent" /> your part
        </span>
        <span className="flex items-center gap-1.5">
          <span className="h-2 w-2 rounded-[2px] bg-bar-out" /> the others
        </span>
      </div>
      <div ref={box} aria-hidden className="h-[160px] w-full" />
    </>
  );
}

type Colors = ReturnType<typeof readColors>;

function optionOf({ byMonth }: GroupSpending, currency: string, format: Format, colors: Colors): Option {
  const months = byMonth.slice(-MONTHS);
  const bars = (color: string, values: number[], top: boolean): BarSeriesOption => ({
    type: 'bar',
    stack: 'all',
    barMaxWidth: 24,
    cursor: 'default',
    emphasis: { disabled: true },
    itemStyle: { color, borderRadius: top ? [2, 2, 0, 0] : 0 },
    data: values,
  });
  return {
    animation: false,
    grid: { left: 4, right: 4, top: 12, bottom: 22 },
    xAxis: {
      type: 'category',
      data: months.map((row) => row.month),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colors.line } },
      axisLabel: {
        margin: 8,
        fontSize: 11,
        fontFamily: 'Inter Variable',
        color: colors.muted,
        formatter: (value: string) => format.monthLetter(value),
      },
    },
    yAxis: { type: 'value', show: false },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow', z: -1, shadowStyle: { color: colors.hover } },
      transitionDuration: 0,
      backgroundColor: colors.surface,
      borderColor: colors.line,
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: colors.ink, fontFamily: 'Inter Variable', fontSize: 12 },
      formatter: (params) => {
        const row = months[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
        if (!row) return '';
        const all = format.money(row.amountMinor, currency);
        return `${format.month(row.month)}<br>${all}, your part ${format.money(row.myShareMinor, currency)}`;
      },
    },
    series: [
      bars(colors.mine, months.map((row) => row.myShareMinor), false),
      bars(colors.others, months.map((row) => row.amountMinor - row.myShareMinor), true),
    ],
  };
}

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    mine: read('--accent'),
    others: read('--bar-out'),
    ink: read('--ink'),
    muted: read('--muted'),
    line: read('--line'),
    surface: read('--surface'),
    hover: read('--hover'),
  };
}
