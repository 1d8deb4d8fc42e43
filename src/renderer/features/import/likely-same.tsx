import type { ImportPreview } from '#shared/contract/imports.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { decide } from './import-store.ts';

/** Lines that may be here already: said once above the table, decided for all or line by line in it. */
export function LikelySame({ preview }: { preview: ImportPreview }) {
  const format = useFormat();
  const { maybeSame, booksPending } = preview.counts;
  if (maybeSame === 0) return null;
  const one = maybeSame === 1;
  return (
    <section
      aria-label="Lines that may be here already"
      className={cx(
        'mt-3.5 flex shrink-0 flex-wrap items-center justify-between gap-x-6 gap-y-2',
        'rounded-card border border-line bg-surface px-4 py-2.5',
      )}
    >
      <p className="min-w-[240px] flex-1 basis-0">
        {one
          ? 'One line looks like a transaction that is here.'
          : `${format.count(maybeSame)} lines look like transactions that are here.`}{' '}
        <span className="text-muted">
          {one ? 'It is' : 'They are'} added unless you say {one ? 'it is' : 'they are'} the same
          {booksPending > 0 ? '; what was pending is booked' : ''}.
        </span>
      </p>
      <div className="flex gap-2">
        <Button size="sm" onClick={() => void decide('same', { fate: 'maybe-same' })}>
          {one ? 'It is the same' : 'All are the same'}
        </Button>
        <Button size="sm" variant="ghost" onClick={() => void decide('add', { fate: 'maybe-same' })}>
          {one ? 'Add it' : 'Add all'}
        </Button>
      </div>
    </section>
  );
}
