import { BarChart } from 'echarts/charts';
import type { BarSeriesOption } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import type { GridComponentOption, TooltipComponentOption } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { ComposeOption, EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { useFormat } from '../../ui/use-format.ts';
import type { Format } from '../../ui/format.ts';
import { onThemeChange } from '../shell/theme.ts';

register([BarChart, GridComponent, TooltipComponent, SVGRenderer]);

type Option = ComposeOption<BarSeriesOption | GridComponentOption | TooltipComponentOption>;

interface TrendChartProps {
  data: Dashboard;
  onPick: (month: string) => void;
}

/** Twelve months, income beside spending, from zero. A click opens the month. TrendTable says the same in words. */
export function TrendChart({ data, onPick }: TrendChartProps) {
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
    chart.current?.setOption(optionOf(data, format, colors), { notMerge: true });
  }, [data, format, colors]);

  useEffect(() => {
    const area = chart.current?.getZr();
    if (!area) return;
    // The whole column is the target, not the bar alone.
    const pick = (event: { offsetX: number; offsetY: number }) => {
      const [index] = chart.current?.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY]) ?? [];
      const month = index === undefined ? undefined : data.trend[index]?.month;
      if (month) onPick(month);
    };
    area.on('click', pick);
    return () => area.off('click', pick);
  }, [data, onPick]);

  return (
    <>
      <div aria-hidden className="flex gap-4 text-mini text-muted">
        <span className="flex items-center gap-1.5">
          <span className="h-2 w-2 rounded-[2px] bg-bar-in" /> income
        </span>
        <span className="flex items-center gap-1.5">
          <span className="h-2 w-2 rounded-[2px] bg-bar-out" /> spending
        </span>
      </div>
      <div ref={box} aria-hidden className="h-[184px] w-full" />
    </>
  );
}

interface Colors {
  in: string;
  out: string;
  ink: string;
  muted: string;
  line: string;
  surface: string;
  hover: string;
}

function optionOf(data: Dashboard, format: Format, colors: Colors): Option {
  const { trend, currency, month } = data;
  const label = {
    show: false,
    position: 'top' as const,
    distance: 4,
    fontSize: 11,
    fontFamily: 'Inter Variable',
    color: colors.ink,
  };
  const bars = (
    key: 'incomeMinor' | 'spendingMinor',
    color: string,
    chosenColor: string,
    aside: number,
  ): BarSeriesOption => ({
    type: 'bar',
    barMaxWidth: 20,
    barCategoryGap: '34%',
    barGap: '8%',
    cursor: 'default',
    emphasis: { disabled: true },
    itemStyle: { color, borderRadius: [2, 2, 0, 0] },
    data: trend.map((flow) =>
      flow.month === month
        ? {
            value: flow[key],
            itemStyle: { color: chosenColor },
            label: {
              ...label,
              offset: [aside, 0],
              show: flow[key] !== 0,
              formatter: () => format.compact(flow[key], currency),
            },
          }
        : { value: flow[key] },
    ),
  });
  return {
    animation: false,
    grid: { left: 4, right: 4, top: 18, bottom: 22 },
    xAxis: {
      type: 'category',
      data: trend.map((flow) => flow.month),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colors.line } },
      axisLabel: {
        interval: 0,
        margin: 8,
        fontSize: 11,
        fontFamily: 'Inter Variable',
        color: (value?: string | number) => (value === month ? colors.ink : colors.muted),
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
        const flow = trend[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
        if (!flow) return '';
        const income = format.money(flow.incomeMinor, currency);
        const spending = format.money(flow.spendingMinor, currency);
        return `${format.month(flow.month)}<br>in ${income}<br>out ${spending}`;
      },
    },
    series: [bars('incomeMinor', colors.in, colors.in, -6), bars('spendingMinor', colors.out, colors.ink, 6)],
  };
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
    in: read('--bar-in'),
    out: read('--bar-out'),
    ink: read('--ink'),
    muted: read('--muted'),
    line: read('--line'),
    surface: read('--surface'),
    hover: read('--hover'),
  };
}
