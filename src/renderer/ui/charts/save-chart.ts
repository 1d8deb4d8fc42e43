import { saveFile } from '../save-file.ts';
import { init, type ChartOption, type EChartsType } from './chart-modules.ts';
import { chartCsv, chartFileName, type ChartTable } from './chart-table.ts';

/** A picture of a chart that is on screen, in its size and colours, on the surface of the theme. */
export function saveChartSvg(chart: EChartsType, title: string): void {
  saveFile([chart.renderToSVGString()], `${chartFileName(title)}.svg`, 'image/svg+xml');
}

/** Drawn anew at twice the size: the chart on screen is SVG. */
export async function saveChartPng(chart: EChartsType, option: ChartOption, background: string, title: string): Promise<void> {
  const box = document.createElement('div');
  const drawn = init(box, null, { renderer: 'canvas', width: chart.getWidth(), height: chart.getHeight(), devicePixelRatio: 2 });
  try {
    drawn.setOption({ ...option, animation: false, backgroundColor: background });
    const canvas = drawn.renderToCanvas({ pixelRatio: 2, backgroundColor: background });
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (blob === null) throw new Error('The picture could not be made.');
    saveFile([blob], `${chartFileName(title)}.png`, 'image/png');
  } finally {
    drawn.dispose();
  }
}

/** With the mark that tells spreadsheets that it is UTF-8. */
export function saveChartCsv(table: ChartTable, title: string): void {
  saveFile(['\uFEFF', chartCsv(table)], `${chartFileName(title)}.csv`, 'text/csv;charset=utf-8');
}
