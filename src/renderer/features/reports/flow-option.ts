import type { Report } from '#shared/contract/insights.ts';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartFont, chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

interface FlowNode {
  name: string;
  label: string;
  /** Null: a shade of the theme. */
  color: string | null;
  /** Undefined: no category is behind it. */
  categoryId?: string | null;
}

export interface Flows {
  nodes: FlowNode[];
  links: { source: string; target: string; value: number }[];
  nameOf(node: string): string;
}

const ALL = 'all';
/** The rest is one node: more lines could not be told apart. */
const MOST_GROUPS = 10;

/** Income by category into all, all into groups; what is left is kept, what is missing came from savings. */
export function flowsOf({ income, spending }: Report): Flows {
  const nodes: FlowNode[] = [{ name: ALL, label: 'All money', color: null }];
  const links: Flows['links'] = [];
  for (const { categoryId, name, color, amountMinor } of income) {
    nodes.push({ name: `in ${categoryId ?? ''}`, label: name, color, categoryId });
    links.push({ source: `in ${categoryId ?? ''}`, target: ALL, value: amountMinor });
  }
  for (const { categoryId, name, color, amountMinor } of spending.slice(0, MOST_GROUPS)) {
    nodes.push({ name: `out ${categoryId ?? ''}`, label: name, color, categoryId });
    links.push({ source: ALL, target: `out ${categoryId ?? ''}`, value: amountMinor });
  }
  const total = (rows: readonly { amountMinor: number }[]): number => rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const rest = total(spending.slice(MOST_GROUPS));
  if (rest > 0) {
    nodes.push({ name: 'rest', label: 'Everything else', color: null });
    links.push({ source: ALL, target: 'rest', value: rest });
  }
  const kept = total(income) - total(spending);
  if (kept > 0) {
    nodes.push({ name: 'kept', label: 'Kept', color: null });
    links.push({ source: ALL, target: 'kept', value: kept });
  } else if (kept < 0) {
    nodes.push({ name: 'savings', label: 'From savings', color: null });
    links.push({ source: 'savings', target: ALL, value: -kept });
  }
  const labels = new Map(nodes.map(({ name, label }) => [name, label]));
  return { nodes, links, nameOf: (node) => labels.get(node) ?? node };
}

export function flowOption({ nodes, links, nameOf }: Flows, currency: string, format: Format, theme: ChartTheme): ChartOption {
  const money = (minor: number): string => format.money(minor, currency, { whole: true });
  return {
    tooltip: {
      ...chartTooltip(theme),
      trigger: 'item',
      formatter: (params) => {
        const one = Array.isArray(params) ? params[0] : params;
        const data = one?.data as { source?: string; target?: string; name?: string; value?: number } | undefined;
        if (data?.source && data.target) return tooltipLines([`${nameOf(data.source)} → ${nameOf(data.target)}`, money(data.value ?? 0)]);
        return tooltipLines([nameOf(String(one?.name ?? '')), money(Number(one?.value ?? 0))]);
      },
    },
    series: [
      {
        type: 'sankey',
        left: 200,
        right: 210,
        top: 8,
        bottom: 8,
        nodeWidth: 10,
        nodeGap: 14,
        draggable: false,
        layoutIterations: 32,
        emphasis: { focus: 'adjacency' },
        label: { ...chartFont, fontSize: 12, color: theme.ink },
        lineStyle: { color: theme.faint, opacity: 0.28, curveness: 0.5 },
        data: nodes.map(({ name, label, color, categoryId }) => ({
          name,
          ...(categoryId === undefined ? {} : { categoryId }),
          itemStyle: { color: color ?? (name === 'kept' ? theme.accent : theme['bar-out']), borderWidth: 0 },
          label: {
            position: name.startsWith('in') || name === 'savings' ? ('left' as const) : ('right' as const),
            formatter: ({ value }: { value?: unknown }) => `${label}  ${money(Number(value ?? 0))}`,
          },
        })),
        links,
      },
    ],
  };
}
