import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** One or two short sentences that say what to do next. */
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-[440px] flex-col items-center px-6 py-14 text-center">
      <h2 className="text-title font-[650]">{title}</h2>
      {children && <p className="mt-1 text-muted">{children}</p>}
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
