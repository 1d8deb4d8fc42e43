import { useCallback, useMemo } from 'react';
import { ChartFrame } from '../../ui/charts/chart-frame.tsx';
import type { ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';
import { fanOption, fanTable, type Fan } from './fan-option.ts';

interface FanChartProps extends Fan {
  title: string;
  /** What its points are: months or days. */
  pointName: string;
}

/** A forecast in its ranges. Fills the nearest positioned box; the page has a table that says the same. */
export function FanChart({ title, pointName, points, currency, now, lowest }: FanChartProps) {
  const nowAt = now?.at;
  const nowLabel = now?.label;
  const fan = useMemo<Fan>(
    () => ({ points, currency, now: nowAt === undefined || nowLabel === undefined ? null : { at: nowAt, label: nowLabel }, lowest }),
    [points, currency, nowAt, nowLabel, lowest],
  );
  const option = useCallback((theme: ChartTheme, format: Format) => fanOption(fan, format, theme), [fan]);
  const table = useMemo(() => fanTable(fan, pointName), [fan, pointName]);
  return <ChartFrame title={title} option={option} table={table} hasTable height="fill" />;
}
