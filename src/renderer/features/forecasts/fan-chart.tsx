import { LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register } from 'echarts/core';
import type { EChartsType } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useFormat } from '../../ui/use-format.ts';
import { useChartColors } from './chart-colors.ts';
import { fanOption, type Fan } from './fan-option.ts';

register([LineChart, ScatterChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

/** A forecast in its ranges. Fills the nearest positioned box. Give it a table that says the same. */
export function FanChart({ points, currency, now, lowest }: Fan) {
  const format = useFormat();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const colors = useChartColors();
  const nowAt = now?.at;
  const nowLabel = now?.label;
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
    const now = nowAt === undefined || nowLabel === undefined ? null : { at: nowAt, label: nowLabel };
    chart.current?.setOption(fanOption({ points, currency, now, lowest }, format, colors), { notMerge: true });
  }, [points, currency, nowAt, nowLabel, lowest, format, colors]);
  // Out of the flow, so that the chart follows the height of its box and never makes it.
  return <div ref={box} aria-hidden className="absolute inset-0" />;
}
