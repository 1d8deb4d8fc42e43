import type { Report } from '#shared/contract/insights.ts';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartFont, chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

/** Categories as areas, those of one group together in its colour. */
export function treemapOption({ spending, currency, spendingMinor }: Report, format: Format, theme: ChartTheme): ChartOption {
  const money = (minor: number): string => format.money(minor, currency, { whole: true });
  return {
    tooltip: {
      ...chartTooltip(theme),
      formatter: (params) => {
        const one = Array.isArray(params) ? params[0] : params;
        const value = Number(one?.value ?? 0);
        return tooltipLines([String(one?.name ?? ''), money(value), `${Math.round((value / spendingMinor) * 100)} % of spending`]);
      },
    },
    series: [
      {
        type: 'treemap',
        left: 0,
        right: 0,
        top: 0,
        bottom: 0,
        roam: false,
        nodeClick: false,
        breadcrumb: { show: false },
        visibleMin: 200,
        label: {
          ...chartFont,
          // Dark on the category colours: the contrast holds in both themes.
          color: '#1c1917',
          lineHeight: 15,
          overflow: 'truncate',
          formatter: ({ name, value }) => `${name}\n${money(Number(value))}`,
        },
        itemStyle: { borderColor: theme.surface, borderWidth: 1, gapWidth: 1 },
        levels: [{ itemStyle: { borderColor: theme.surface, borderWidth: 0, gapWidth: 3 } }, { itemStyle: { gapWidth: 1, borderColor: theme.surface } }],
        data: spending.map(({ categoryId, name, color, amountMinor, leaves }) => ({
          name,
          categoryId,
          value: amountMinor,
          itemStyle: { color: lightened(color) },
          children: leaves.map((leaf) => ({ name: leaf.name, categoryId: leaf.categoryId, value: leaf.amountMinor, itemStyle: { color: lightened(color) } })),
        })),
      },
    ],
  };
}

/** Half way to white, so that dark words can be read on it. */
function lightened(color: string): string {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)?.slice(1) ?? ['a8', 'a2', '9e'];
  return `rgb(${parts.map((part) => Math.round((parseInt(part, 16) + 255) / 2)).join(', ')})`;
}
