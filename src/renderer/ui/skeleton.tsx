/** Grey shapes where content will be, so that nothing jumps when it comes. */
import { cx } from './cx.ts';

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('skeleton h-3', className)} />;
}

/** Rows of a list, 36 px each. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b border-line px-5">
          <Skeleton className="w-12" />
          <Skeleton className={row % 3 === 0 ? 'w-56' : 'w-40'} />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}

export function SkeletonPage() {
  return (
    <div className="p-5" role="status" aria-label="Loading">
      <div className="grid grid-cols-4 gap-3.5">
        {[0, 1, 2, 3].map((card) => (
          <div key={card} className="h-[102px] rounded-card border border-line bg-surface" />
        ))}
      </div>
    </div>
  );
}
