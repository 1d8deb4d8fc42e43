import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Receipt } from '#shared/contract/receipts.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { useAdding } from './add-receipts.ts';

/** All receipts: what is to be looked at, and below it what is done. */
export function ReceiptList({ receipts, selectedId }: { receipts: readonly Receipt[]; selectedId: string | null }) {
  const open = receipts.filter(({ status }) => status !== 'done');
  const done = receipts.filter(({ status }) => status === 'done');
  return (
    <nav aria-label="Receipts" className="flex w-[236px] shrink-0 flex-col overflow-y-auto border-r border-line">
      <BatchProgress receipts={receipts} />
      <ul>
        {open.map((receipt) => (
          <ReceiptRow key={receipt.id} receipt={receipt} selected={receipt.id === selectedId} />
        ))}
      </ul>
      {done.length > 0 && (
        <>
          <h2 className="px-4 pt-4 pb-1 text-small text-muted">Done</h2>
          <ul>
            {done.map((receipt) => (
              <ReceiptRow key={receipt.id} receipt={receipt} selected={receipt.id === selectedId} />
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}

function ReceiptRow({ receipt, selected }: { receipt: Receipt; selected: boolean }) {
  const format = useFormat();
  const { status, merchant, date, totalMinor, currency } = receipt;
  const words = {
    waiting: 'waiting',
    reading: receipt.progress ? `reading · ${Math.round(receipt.progress * 100)} %` : 'reading',
    read: date ? format.dayShort(date) : 'no date found',
    failed: 'could not be read',
    stopped: 'not read',
    done: date ? format.dayShort(date) : 'attached',
  }[status];
  return (
    <li>
      <Link
        to="/receipts"
        search={{ id: receipt.id }}
        aria-current={selected ? 'true' : undefined}
        className={cx(
          'flex flex-col border-b border-line px-4 py-2 outline-offset-[-2px] hover:bg-hover',
          selected && 'bg-selected hover:bg-selected',
        )}
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className={cx('truncate', status === 'done' ? 'text-muted' : 'font-[530]')}>{merchant ?? receipt.name}</span>
          {totalMinor !== null && <Amount minor={Math.abs(totalMinor)} currency={currency} className={cx(status === 'done' && 'text-muted')} />}
        </span>
        <span className={cx('truncate text-small', status === 'failed' ? 'text-warning' : 'text-muted')}>{words}</span>
      </Link>
    </li>
  );
}

/** How far a batch is, and the way to stop it. */
function BatchProgress({ receipts }: { receipts: readonly Receipt[] }) {
  const adding = useAdding();
  const stop = useMutation(orpc.receipts.stop.mutationOptions());
  const unread = receipts.filter(({ status }) => status === 'waiting' || status === 'reading');
  const left = unread.length;
  // The batch is as large as it ever was since nothing was left to read.
  const [most, setMost] = useState(left);
  if (left > most || (left === 0 && most > 0)) setMost(left);
  if (left === 0 && !adding) return null;
  const current = receipts.find(({ status }) => status === 'reading')?.progress ?? 0;
  const done = most - left;
  const words = left === 0 ? `Adding ${(adding?.done ?? 0) + 1} of ${adding?.total}` : `Reading ${Math.min(done + 1, most)} of ${most}`;
  return (
    <div className="sticky top-0 z-10 border-b border-line bg-page px-4 py-2">
      <div className="flex items-center justify-between gap-2 text-small">
        <span role="status">{words}</span>
        {left > 0 && (
          <Button size="sm" variant="ghost" disabled={stop.isPending} onClick={() => stop.mutate({ ids: unread.map(({ id }) => id) })}>
            Stop
          </Button>
        )}
      </div>
      {left > 0 && (
        <div
          role="progressbar"
          aria-label="Receipts that are read"
          aria-valuemin={0}
          aria-valuemax={most}
          aria-valuenow={done}
          className="mt-1 h-1 overflow-hidden rounded-full bg-line"
        >
          <div className="h-full bg-accent transition-[width]" style={{ width: `${((done + current) / most) * 100}%` }} />
        </div>
      )}
    </div>
  );
}
