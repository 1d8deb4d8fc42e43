import type { Report } from '#shared/contract/insights.ts';
import { yearOf } from '#shared/dates.ts';
import type { ChartOption } from '../../ui/charts/chart-modules.ts';
import { chartFont, chartTooltip, tooltipLines, type ChartTheme } from '../../ui/charts/chart-theme.ts';
import type { Format } from '../../ui/format.ts';

const CELL = 16;
const TOP = 22;
const YEAR = 7 * CELL + 34;

function yearsOf({ from, to }: Report): number[] {
  return Array.from({ length: yearOf(to) - yearOf(from) + 1 }, (_, at) => yearOf(from) + at);
}

export function calendarHeight(report: Report): number {
  return yearsOf(report).length * YEAR + 4;
}

/** A row of weeks for each year; the shade says what was spent on a day. */
export function calendarOption(report: Report, format: Format, theme: ChartTheme): ChartOption {
  const { days, from, to, currency } = report;
  const years = yearsOf(report);
  // A rent or a car would leave all other days pale: the largest tenth share the darkest shade.
  const sorted = days.map(({ spendingMinor }) => spendingMinor).sort((a, b) => a - b);
  const top = Math.max(1, sorted[Math.floor(sorted.length * 0.9)] ?? 1);
  const names = (options: Intl.DateTimeFormatOptions, dates: number[]): string[] =>
    dates.map((date) => new Intl.DateTimeFormat(format.locale, { ...options, timeZone: 'UTC' }).format(date));
  return {
    tooltip: {
      ...chartTooltip(theme),
      formatter: (params) => {
        const [date, minor] = ((Array.isArray(params) ? params[0] : params)?.value ?? []) as [string?, number?];
        return date ? tooltipLines([format.day(date), format.money(minor ?? 0, currency)]) : '';
      },
    },
    visualMap: { show: false, type: 'continuous', min: 0, max: top, inRange: { color: [theme.line, theme.accent] } },
    calendar: years.map((year, at) => ({
      top: TOP + at * YEAR,
      left: 64,
      cellSize: [CELL + 2, CELL] as [number, number],
      range: [year === yearOf(from) ? from : `${year}-01-01`, year === yearOf(to) ? to : `${year}-12-31`],
      splitLine: { show: false },
      itemStyle: { color: 'transparent', borderColor: theme.surface, borderWidth: 2 },
      yearLabel: { ...chartFont, show: true, color: theme.muted, margin: 34, formatter: String(year) },
      monthLabel: { ...chartFont, color: theme.muted, nameMap: names({ month: 'short' }, Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month, 1))) },
      dayLabel: {
        ...chartFont, fontSize: 10, color: theme.muted, firstDay: 1,
        // From Sunday, of which only every other is written.
        nameMap: names({ weekday: 'narrow' }, Array.from({ length: 7 }, (_, day) => Date.UTC(2023, 0, 1 + day))).map((name, day) => (day % 2 === 1 ? name : '')),
      },
    })),
    series: years.map((year, at) => ({
      type: 'heatmap' as const,
      coordinateSystem: 'calendar' as const,
      calendarIndex: at,
      data: days.filter(({ date }) => yearOf(date) === year).map(({ date, spendingMinor }) => [date, spendingMinor]),
    })),
  };
}
