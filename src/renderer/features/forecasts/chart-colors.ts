import { useEffect, useState } from 'react';
import { onThemeChange } from '../shell/theme.ts';

export interface ChartColors {
  accent: string;
  ink: string;
  muted: string;
  faint: string;
  line: string;
  surface: string;
  gain: string;
  warning: string;
}

/** The theme's colours as charts need them, and again when the theme changes. */
export function useChartColors(): ChartColors {
  const [colors, setColors] = useState(readColors);
  useEffect(() => onThemeChange(() => setColors(readColors())), []);
  return colors;
}

function readColors(): ChartColors {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    accent: read('accent'),
    ink: read('ink'),
    muted: read('muted'),
    faint: read('faint'),
    line: read('line'),
    surface: read('surface'),
    gain: read('gain'),
    warning: read('warning'),
  };
}
