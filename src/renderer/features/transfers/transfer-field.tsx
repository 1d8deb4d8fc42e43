import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TransactionDetail } from '#shared/contract/transactions.ts';
import { client, orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { LinkedRow } from '../transactions/linked-row.tsx';
import { changeTransfers } from './change-transfers.ts';

/** Whole, and not money back for a purchase. */
export function mayBeTransfer(detail: TransactionDetail): boolean {
  return detail.splitCount === 0 && detail.refundOf === null && detail.amountMinor !== 0;
}

/** The other side of a transfer: shown and unlinked, or looked for. */
export function TransferField({ detail }: { detail: TransactionDetail }) {
  const [open, setOpen] = useState(false);
  if (detail.isTransfer) {
    return (
      <>
        {detail.transfer ? (
          <LinkedRow linked={detail.transfer} />
        ) : (
          <p className="text-small text-muted">The other side was deleted.</p>
        )}
        <Button
          size="sm"
          className="mt-1.5"
          onClick={() => void changeTransfers(() => client.transfers.unlink({ id: detail.id }))}
        >
          Unlink
        </Button>
      </>
    );
  }
  const link = (otherId: string) => {
    setOpen(false);
    const pair = detail.amountMinor < 0 ? { outId: detail.id, inId: otherId } : { outId: otherId, inId: detail.id };
    void changeTransfers(() => client.transfers.link({ pairs: [pair] }));
  };
  return (
    <Popover
      label="Choose the other side"
      open={open}
      onOpenChange={setOpen}
      className="w-96 p-1"
      trigger={<Button size="sm">It is a transfer {detail.amountMinor < 0 ? 'to' : 'from'} …</Button>}
    >
      <Candidates id={detail.id} onChoose={link} />
    </Popover>
  );
}

function Candidates({ id, onChoose }: { id: string; onChoose: (otherId: string) => void }) {
  const { data } = useQuery(orpc.transfers.candidates.queryOptions({ input: { id } }));
  const format = useFormat();
  const accounts = useAccounts();
  if (!data) return <p className="p-3 text-muted">Looking for the other side …</p>;
  if (data.length === 0) {
    return (
      <p className="p-3 text-muted">
        Nothing of this amount is in another account within twelve days. Import the other account’s file first.
      </p>
    );
  }
  return (
    <ul className="max-h-72 overflow-y-auto">
      {data.map((each) => (
        <li key={each.id}>
          <button
            type="button"
            className="flex h-8 w-full items-center gap-2 rounded-[5px] px-2 text-left hover:bg-hover"
            onClick={() => onChoose(each.id)}
          >
            <span className="w-20 shrink-0 text-small whitespace-nowrap text-muted">{format.dayShort(each.date)}</span>
            <span className="min-w-0 flex-1 truncate">
              {accounts.byId(each.accountId)?.name} <span className="text-muted">{each.payee}</span>
            </span>
            <span className="font-[530]">{format.money(each.amountMinor, each.currency)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
