/**
 * The frame of every chart: draws an option in the colours of the theme, follows the size of its box, saves itself as PNG,
 * SVG or CSV, and says in a table what it shows. Load it lazily: echarts comes with it.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { cx } from '../cx.ts';
import { sentenceFor } from '../error-note.tsx';
import type { Format } from '../format.ts';
import { showToast } from '../toast.tsx';
import { useFormat } from '../use-format.ts';
import { ChartMenu } from './chart-menu.tsx';
import { init, type ChartOption, type EChartsType } from './chart-modules.ts';
import type { ChartCell, ChartTable } from './chart-table.ts';
import { useChartTheme, type ChartTheme } from './chart-theme.ts';
import { saveChartCsv, saveChartPng, saveChartSvg } from './save-chart.ts';

export interface ChartPick {
  /** The place in the data of what was clicked; of the column where `pickBy` is `column`. */
  index: number;
  /** As echarts names it; empty for a column. */
  name: string;
  data: unknown;
}

interface ChartFrameProps {
  /** Names the chart, its table and its files. */
  title: string;
  /** Keep it the same function (useCallback) while its data is the same. */
  option: (theme: ChartTheme, format: Format) => ChartOption;
  /** The same in rows. */
  table: ChartTable;
  /** The page has a table beside the chart that says the same: none is hidden here. */
  hasTable?: boolean;
  /** Pixels. `fill`: all of the nearest positioned box. */
  height: number | 'fill';
  onPick?: (pick: ChartPick) => void;
  /** `column`: the whole height over a place of the first axis is the target. */
  pickBy?: 'item' | 'column';
}

export function ChartFrame({ title, option: makeOption, table, hasTable = false, height, onPick, pickBy = 'item' }: ChartFrameProps) {
  const format = useFormat();
  const theme = useChartTheme();
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [asTable, setAsTable] = useState(false);
  // Charts change at once: with reduced motion they must, and without it nothing is gained by waiting.
  const option = useMemo<ChartOption>(() => ({ ...makeOption(theme, format), animation: false }), [makeOption, theme, format]);

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'svg' });
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    setChart(made);
    return () => {
      watch.disconnect();
      made.dispose();
      setChart(null);
    };
  }, [asTable]);
  useEffect(() => {
    chart?.setOption(option, { notMerge: true });
  }, [chart, option]);
  useEffect(() => {
    if (!chart || !onPick) return;
    if (pickBy === 'item') {
      const pick = ({ dataIndex, name, data }: { dataIndex?: number; name?: string; data?: unknown }): void =>
        onPick({ index: dataIndex ?? -1, name: name ?? '', data });
      chart.on('click', pick as never);
      return () => {
        if (!chart.isDisposed()) chart.off('click', pick as never);
      };
    }
    const area = chart.getZr();
    const pick = ({ offsetX, offsetY }: { offsetX: number; offsetY: number }): void => {
      const index = (chart.convertFromPixel({ gridIndex: 0 }, [offsetX, offsetY]) as number[])[0];
      if (index !== undefined && index >= 0) onPick({ index: Math.round(index), name: '', data: undefined });
    };
    area.on('click', pick);
    return () => {
      if (!chart.isDisposed()) area.off('click', pick);
    };
  }, [chart, onPick, pickBy]);

  const save = (as: 'png' | 'svg' | 'csv'): void => {
    if (as === 'csv') saveChartCsv(table, title);
    else if (as === 'svg' && chart) saveChartSvg(chart, title);
    else if (as === 'png' && chart) {
      saveChartPng(chart, option, theme.surface, title).catch((error: unknown) => showToast({ message: sentenceFor(error), tone: 'error' }));
    }
  };
  const isFilling = height === 'fill';
  return (
    <div className={cx('group/chart', isFilling ? 'absolute inset-0' : 'relative')}>
      <div className="absolute -top-1 right-0 z-10 opacity-0 transition-opacity duration-100 group-focus-within/chart:opacity-100 group-hover/chart:opacity-100">
        <ChartMenu title={title} asTable={asTable} onToggleTable={() => setAsTable(!asTable)} onSave={save} />
      </div>
      {asTable ? (
        <div
          className="overflow-auto"
          style={{ height: isFilling ? '100%' : height }}
          tabIndex={0}
          role="region"
          aria-label={`${title}, as a table`}
        >
          <RowsTable title={title} table={table} format={format} className="w-full text-small" />
        </div>
      ) : (
        <>
          <div ref={box} aria-hidden className="w-full" style={{ height: isFilling ? '100%' : height }} />
          {!hasTable && <RowsTable title={title} table={table} format={format} className="sr-only" />}
        </>
      )}
    </div>
  );
}

function RowsTable({ title, table, format, className }: { title: string; table: ChartTable; format: Format; className: string }) {
  const { columns, rows, currency } = table;
  const write = (cell: ChartCell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return format.count(cell);
    return typeof cell === 'object' ? format.money(cell.minor, currency) : cell;
  };
  const isFigure = (column: number): boolean => rows.some((row) => typeof row[column] === 'number' || (typeof row[column] === 'object' && row[column] !== null));
  return (
    <table className={className}>
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="text-muted">
          {columns.map((name, at) => (
            <th key={name} scope="col" className={cx('border-b border-line py-1 pr-4 font-[530]', isFigure(at) ? 'text-right' : 'text-left')}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at}>
            {row.map((cell, column) =>
              column === 0 ? (
                <th key={column} scope="row" className="border-b border-line py-1 pr-4 text-left font-normal">{write(cell)}</th>
              ) : (
                <td key={column} className={cx('border-b border-line py-1 pr-4', isFigure(column) ? 'text-right' : 'text-left')}>{write(cell)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
