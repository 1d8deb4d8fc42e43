import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { TransferSuggestion } from '#shared/contract/transfers.ts';
import type { LinkedTransaction } from '#shared/contract/transactions.ts';
import { client, orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { changeTransfers } from './change-transfers.ts';

const SHOWN = 100;

/** One line that says how many pairs look like transfers, and leads to them. Nothing when there are none. */
export function TransferSuggestions({ className }: { className?: string }) {
  const [open, setOpen] = useState(false);
  const accounts = useAccounts();
  const format = useFormat();
  const { data } = useQuery(
    orpc.transfers.suggestions.queryOptions({ input: { limit: SHOWN }, enabled: accounts.open.length > 1 }),
  );
  const total = data?.total ?? 0;
  // While the dialog is open it may run empty: it says so itself.
  if (total === 0 && !open) return null;
  return (
    <>
      <p className={cx('flex items-center gap-2 text-small', className)}>
        <ArrowLeftRight size={14} className="shrink-0 text-muted" aria-hidden />
        <span>
          {total === 1 ? 'One pair looks' : `${format.count(total)} pairs look`} like transfers between your accounts.
        </span>
        <Button size="sm" onClick={() => setOpen(true)}>
          Look at {total === 1 ? 'it' : 'them'}
        </Button>
      </p>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Transfers between your accounts"
        description="Linked, both sides count as neither income nor spending."
        className="w-[720px]!"
      >
        <Pairs pairs={data?.pairs ?? []} total={total} />
      </Dialog>
    </>
  );
}

function Pairs({ pairs, total }: { pairs: readonly TransferSuggestion[]; total: number }) {
  const list = useRef<HTMLUListElement>(null);
  const pressed = useRef<number | null>(null);
  // The row that was decided is gone: the keyboard goes on with the one in its place.
  useEffect(() => {
    if (pressed.current === null) return;
    const buttons = list.current?.querySelectorAll<HTMLElement>('[data-link]') ?? [];
    buttons[Math.min(pressed.current, buttons.length - 1)]?.focus();
    pressed.current = null;
  }, [pairs]);
  if (pairs.length === 0) return <p className="py-4 text-muted">No pair is left to decide.</p>;
  const ids = (pair: TransferSuggestion) => ({ outId: pair.out.id, inId: pair.in.id });
  return (
    <>
      <ul ref={list} aria-label="Pairs">
        {pairs.map((pair, at) => (
          <li
            key={`${pair.out.id} ${pair.in.id}`}
            className="flex items-center gap-3 border-t border-line py-2 first:border-t-0"
          >
            <div className="min-w-0 flex-1">
              <Side side={pair.out} />
              <Side side={pair.in} />
              <p className="pl-26 text-mini text-muted">{pair.reason}</p>
            </div>
            <Button
              size="sm"
              data-link
              aria-label={`Link ${pair.out.payee} and ${pair.in.payee}`}
              onClick={() => {
                pressed.current = at;
                void changeTransfers(() => client.transfers.link({ pairs: [ids(pair)] }));
              }}
            >
              Link
            </Button>
            <Button
              size="sm"
              variant="ghost"
              aria-label={`${pair.out.payee} and ${pair.in.payee} are no transfer`}
              onClick={() => {
                pressed.current = at;
                void changeTransfers(() => client.transfers.dismiss({ pairs: [ids(pair)] }));
              }}
            >
              No transfer
            </Button>
          </li>
        ))}
      </ul>
      {pairs.length > 1 && (
        <div className="mt-3 flex items-center justify-end gap-3">
          {total > pairs.length && <span className="text-small text-muted">The likeliest {pairs.length} are shown.</span>}
          <Button
            variant="primary"
            onClick={() => void changeTransfers(() => client.transfers.link({ pairs: pairs.map(ids) }))}
          >
            Link all {pairs.length}
          </Button>
        </div>
      )}
    </>
  );
}

function Side({ side }: { side: LinkedTransaction }) {
  const format = useFormat();
  const account = useAccounts().byId(side.accountId)?.name;
  return (
    <p className="flex items-baseline gap-2">
      <span className="w-24 shrink-0 text-small whitespace-nowrap text-muted">{format.dayShort(side.date)}</span>
      <span className="min-w-0 flex-1 truncate" title={side.payee}>
        {account && <span className="font-[530]">{account}</span>} <span className="text-muted">{side.payee}</span>
      </span>
      <Amount minor={side.amountMinor} currency={side.currency} sign className="font-[530]" />
    </p>
  );
}
