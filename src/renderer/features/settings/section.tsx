import { useId } from 'react';
import type { ReactNode } from 'react';

interface SectionProps {
  /** A link to `/settings#…` shows it. */
  id?: string;
  title: string;
  /** One sentence under the title. */
  note?: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the settings: a heading, and a card of rows. */
export function Section({ id: anchor, title, note, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section id={anchor} aria-labelledby={id}>
      <div className="mb-2 flex items-end justify-between gap-4">
        <div>
          <h2 id={id} className="text-body font-[620]">
            {title}
          </h2>
          {note && <p className="text-small text-muted">{note}</p>}
        </div>
        {actions}
      </div>
      <div className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">{children}</div>
    </section>
  );
}

/** A name at the left, what it is or a control at the right. */
export function Row({ name, note, children }: { name: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-6 px-4 py-1.5">
      <div className="min-w-0">
        <div>{name}</div>
        {note && <div className="text-small text-muted">{note}</div>}
      </div>
      <div className="flex min-w-0 items-center gap-2">{children}</div>
    </div>
  );
}

export function EmptyRow({ children }: { children: ReactNode }) {
  return <p className="px-4 py-3 text-muted">{children}</p>;
}
