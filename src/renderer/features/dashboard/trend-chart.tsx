import type { BarSeriesOption } from 'echarts/charts';
import { useCallback, useMemo } from 'react';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { ChartFrame, type ChartPick } from '../../ui/charts/chart-frame.tsx';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

interface TrendChartProps {
  data: Dashboard;
  onPick: (month: string) => void;
}

/** Twelve months, income beside spending, from zero. A click opens the month. TrendTable says the same in words. */
export function TrendChart({ data, onPick }: TrendChartProps) {
  const option = useCallback((theme: ChartTheme, format: Format) => optionOf(data, format, theme), [data]);
  const table = useMemo(
    () => ({
      columns: ['Month', 'Income', 'Spending'],
      rows: data.trend.map(({ month, incomeMinor, spendingMinor }) => [month, { minor: incomeMinor }, { minor: spendingMinor }]),
      currency: data.currency,
    }),
    [data],
  );
  const pick = useCallback(
    ({ index }: ChartPick) => {
      const month = data.trend[index]?.month;
      if (month) onPick(month);
    },
    [data, onPick],
  );
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
      <ChartFrame title="Income and spending" option={option} table={table} hasTable height={184} onPick={pick} pickBy="column" />
    </>
  );
}

function optionOf(data: Dashboard, format: Format, colors: ChartTheme): ChartOption {
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
      ...chartTooltip(colors),
      formatter: (params) => {
        const flow = trend[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
        if (!flow) return '';
        const income = format.money(flow.incomeMinor, currency);
        const spending = format.money(flow.spendingMinor, currency);
        return tooltipLines([format.month(flow.month), `in ${income}`, `out ${spending}`]);
      },
    },
    series: [bars('incomeMinor', colors['bar-in'], colors['bar-in'], -6), bars('spendingMinor', colors['bar-out'], colors.ink, 6)],
  };
}
