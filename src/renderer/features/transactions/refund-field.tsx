import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LinkedTransaction, TransactionDetail } from '#shared/contract/transactions.ts';
import { client, orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Popover } from '../../ui/popover.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { LinkedRow } from './linked-row.tsx';

/** Ties money that came back to what it was paid for. */
export function RefundField({ detail }: { detail: TransactionDetail }) {
  const [open, setOpen] = useState(false);
  const link = async (purchaseId: string | null) => {
    setOpen(false);
    try {
      offerUndo(await client.transactions.linkRefund({ id: detail.id, purchaseId }));
    } catch (error) {
      showToast({ message: sentenceFor(error), tone: 'error' });
    }
  };
  if (detail.refundOf) {
    return (
      <>
        <LinkedRow linked={detail.refundOf} />
        <Button size="sm" className="mt-1.5" onClick={() => void link(null)}>
          Unlink
        </Button>
      </>
    );
  }
  return (
    <Popover
      label="Choose the purchase"
      open={open}
      onOpenChange={setOpen}
      className="w-80 p-1"
      trigger={<Button size="sm">It is a refund of …</Button>}
    >
      <Candidates id={detail.id} onChoose={(purchaseId) => void link(purchaseId)} />
    </Popover>
  );
}

function Candidates({ id, onChoose }: { id: string; onChoose: (purchaseId: string) => void }) {
  const { data } = useQuery(orpc.transactions.refundCandidates.queryOptions({ input: { id } }));
  const format = useFormat();
  if (!data) return <p className="p-3 text-muted">Looking for the purchase …</p>;
  if (data.length === 0) {
    return <p className="p-3 text-muted">No earlier purchase of this payee or amount is in the last half year.</p>;
  }
  return (
    <ul className="max-h-72 overflow-y-auto">
      {data.map((each: LinkedTransaction) => (
        <li key={each.id}>
          <button
            type="button"
            className="flex h-8 w-full items-center gap-2 rounded-[5px] px-2 text-left hover:bg-hover"
            onClick={() => onChoose(each.id)}
          >
            <span className="w-16 shrink-0 text-small text-muted">{format.dayShort(each.date)}</span>
            <span className="min-w-0 flex-1 truncate">{each.payee}</span>
            <span className="font-[530]">{format.money(each.amountMinor, each.currency)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
