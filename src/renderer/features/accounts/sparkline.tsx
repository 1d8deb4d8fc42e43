import { cx } from '../../ui/cx.ts';

const WIDTH = 96;
const HEIGHT = 24;

interface SparklineProps {
  /** Minor units, oldest first. */
  values: readonly number[];
  className?: string;
}

/** The way of a balance, without figures: decoration beside the number that says it. */
export function Sparkline({ values, className }: SparklineProps) {
  if (values.length < 2) return <svg aria-hidden width={WIDTH} height={HEIGHT} className={className} />;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = high - low || 1;
  const y = (value: number): number => (high === low ? HEIGHT / 2 : HEIGHT - 3 - ((value - low) / range) * (HEIGHT - 6));
  const points = values.map((value, at) => `${((at * (WIDTH - 6)) / (values.length - 1) + 3).toFixed(1)},${y(value).toFixed(1)}`);
  const [lastX, lastY] = points.at(-1)?.split(',') ?? [];
  return (
    <svg aria-hidden width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={cx('text-faint', className)}>
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.25} strokeLinejoin="round" />
      <circle cx={lastX} cy={lastY} r={2} fill="var(--accent)" />
    </svg>
  );
}
