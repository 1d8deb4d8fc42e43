import type { BarSeriesOption } from 'echarts/charts';
import { useCallback, useMemo } from 'react';
import type { GroupSpending } from '#shared/contract/groups.ts';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

/** More months than this would be lines: the latest are shown. */
const MONTHS = 24;

/** All of the group's spending by month, with the own part at its foot. The table beside it says the same in words. */
export function MonthChart({ data, currency }: { data: GroupSpending; currency: string }) {
  const option = useCallback((theme: ChartTheme, format: Format) => optionOf(data, currency, format, theme), [data, currency]);
  const table = useMemo(
    () => ({
      columns: ['Month', 'All', 'Your part'],
      rows: data.byMonth.map(({ month, amountMinor, myShareMinor }) => [month, { minor: amountMinor }, { minor: myShareMinor }]),
      currency,
    }),
    [data, currency],
  );
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
      <ChartFrame title="Spending by month" option={option} table={table} hasTable height={160} />
    </>
  );
}

function optionOf({ byMonth }: GroupSpending, currency: string, format: Format, colors: ChartTheme): ChartOption {
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
      ...chartTooltip(colors),
      formatter: (params) => {
        const row = months[(Array.isArray(params) ? params[0] : params)?.dataIndex ?? -1];
        if (!row) return '';
        const all = format.money(row.amountMinor, currency);
        return tooltipLines([format.month(row.month), `${all}, your part ${format.money(row.myShareMinor, currency)}`]);
      },
    },
    series: [
      bars(colors.accent, months.map((row) => row.myShareMinor), false),
      bars(colors['bar-out'], months.map((row) => row.amountMinor - row.myShareMinor), true),
    ],
  };
}
