import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Report } from '#shared/contract/insights.ts';
import { Card } from '../../ui/card.tsx';
import { ChartFrame, type ChartPick } from '../../ui/charts/chart-frame.tsx';
import type { ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';
import { calendarHeight, calendarOption } from './calendar-option.ts';
import { flowOption, flowsOf } from './flow-option.ts';
import { treemapOption } from './treemap-option.ts';

/** Every part of these drills down to the transactions behind it. */
export function ReportCharts({ report }: { report: Report }) {
  const navigate = useNavigate();
  const { from, to, currency } = report;
  const open = useCallback(
    (categoryId: string | null) => void navigate({ to: '/transactions', search: { from, to, category: categoryId ?? 'none' } }),
    [navigate, from, to],
  );
  const flows = useMemo(() => flowsOf(report), [report]);
  const flow = useCallback((theme: ChartTheme, format: Format) => flowOption(flows, currency, format, theme), [flows, currency]);
  const map = useCallback((theme: ChartTheme, format: Format) => treemapOption(report, format, theme), [report]);
  const days = useCallback((theme: ChartTheme, format: Format) => calendarOption(report, format, theme), [report]);
  const pickCategory = useCallback(
    ({ data }: ChartPick) => {
      if (data && typeof data === 'object' && 'categoryId' in data) open(data.categoryId as string | null);
    },
    [open],
  );
  const pickDay = useCallback(
    ({ data }: ChartPick) => {
      const day = Array.isArray(data) ? String(data[0]) : null;
      if (day) void navigate({ to: '/transactions', search: { from: day, to: day } });
    },
    [navigate],
  );
  const flowTable = useMemo(
    () => ({ columns: ['From', 'To', 'Amount'], rows: flows.links.map(({ source, target, value }) => [flows.nameOf(source), flows.nameOf(target), { minor: value }]), currency }),
    [flows, currency],
  );
  const mapTable = useMemo(
    () => ({
      columns: ['Group', 'Category', 'Spending'],
      rows: report.spending.flatMap((group) => group.leaves.map((leaf) => [group.name, leaf.name, { minor: leaf.amountMinor }])),
      currency,
    }),
    [report, currency],
  );
  const dayTable = useMemo(
    () => ({ columns: ['Day', 'Spending'], rows: report.days.map(({ date, spendingMinor }) => [date, { minor: spendingMinor }]), currency }),
    [report, currency],
  );
  return (
    <>
      <Card title="From income to categories">
        <ChartFrame title="From income to categories" option={flow} table={flowTable} height={380} onPick={pickCategory} />
      </Card>
      <Card title="Spending by category">
        <ChartFrame title="Spending by category" option={map} table={mapTable} height={320} onPick={pickCategory} />
      </Card>
      <Card title="Spending by day" aside="darker: more">
        <ChartFrame title="Spending by day" option={days} table={dayTable} height={calendarHeight(report)} onPick={pickDay} />
      </Card>
    </>
  );
}
