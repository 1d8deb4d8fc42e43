import { useId } from 'react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

interface CardProps {
  title?: ReactNode;
  /** Beside the title, at the right. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Card({ title, aside, className, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cx('min-w-0 rounded-card border border-line bg-surface px-4 py-3.5', className)}
    >
      {title && (
        <div className="mb-2 flex items-baseline justify-between gap-4">
          <h2 id={id} className="text-small font-[530] text-muted">
            {title}
          </h2>
          {aside && <div className="text-small text-muted">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
