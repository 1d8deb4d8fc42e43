import { useEffect, useState } from 'react';

const names = [
  'accent', 'ink', 'muted', 'faint', 'line', 'surface', 'hover', 'gain', 'warning', 'error', 'bar-in', 'bar-out',
] as const;

/** The tokens of the theme in force, as charts need them: plain colours. */
export type ChartTheme = Readonly<Record<(typeof names)[number], string>>;

/** Changes when the theme does. */
export function useChartTheme(): ChartTheme {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    const watch = new MutationObserver(() => setTheme(readTheme()));
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => watch.disconnect();
  }, []);
  return theme;
}

function readTheme(): ChartTheme {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as ChartTheme;
}

export const chartFont = { fontFamily: 'Inter Variable', fontSize: 11 } as const;

/** What a tooltip looks like in every chart. */
export function chartTooltip(theme: ChartTheme) {
  return {
    transitionDuration: 0,
    confine: true,
    backgroundColor: theme.surface,
    borderColor: theme.line,
    borderWidth: 1,
    padding: [6, 10] as [number, number],
    textStyle: { color: theme.ink, fontFamily: 'Inter Variable', fontSize: 12 },
  };
}

/** Names of payees and categories are text, and a tooltip is HTML. */
export function tooltipLines(lines: readonly string[]): string {
  return lines.map((line) => line.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)).join('<br>');
}
