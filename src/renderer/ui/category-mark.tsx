import { cx } from './cx.ts';

interface CategoryMarkProps {
  /** `#rrggbb`, or null when there is no category. */
  color: string | null;
  name: string;
  className?: string;
}

/** The colour of a category as a small square, and its name. */
export function CategoryMark({ color, name, className }: CategoryMarkProps) {
  return (
    <span className={cx('inline-flex min-w-0 items-center gap-2', className)}>
      <ColorSquare color={color} />
      <span className="truncate">{name}</span>
    </span>
  );
}

export function ColorSquare({ color }: { color: string | null }) {
  return (
    <span
      aria-hidden
      className={cx('h-2 w-2 shrink-0 rounded-[2px]', !color && 'border border-faint')}
      style={color ? { backgroundColor: color } : undefined}
    />
  );
}
