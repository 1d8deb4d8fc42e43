import { useMutation, useQuery } from '@tanstack/react-query';
import type { BillInput, BillProposal } from '#shared/contract/bills.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

/** What the history shows to come back: taken as a bill, changed first, or put aside. */
export function ProposalsCard({ onEdit }: { onEdit: (bill: BillInput) => void }) {
  const { data } = useQuery(orpc.bills.proposals.queryOptions());
  if (!data || data.length === 0) return null;
  return (
    <Card title="Found in your history" aside={data.length === 1 ? '1 comes back' : `${data.length} come back`}>
      <ul className="-mx-1.5">
        {data.map((proposal) => (
          <Proposal key={`${proposal.payeeId} ${proposal.bill.amountMinor} ${proposal.says}`} proposal={proposal} onEdit={onEdit} />
        ))}
      </ul>
    </Card>
  );
}

function Proposal({ proposal, onEdit }: { proposal: BillProposal; onEdit: (bill: BillInput) => void }) {
  const format = useFormat();
  const { bill, payeeId, says, times, lastOn } = proposal;
  const answered = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const create = useMutation(orpc.bills.create.mutationOptions(answered));
  const dismiss = useMutation(orpc.bills.dismiss.mutationOptions(answered));
  const busy = create.isPending || dismiss.isPending;
  return (
    <li className="grid min-h-10 grid-cols-[minmax(0,1fr)_120px_auto] items-center gap-x-4 rounded-[5px] px-1.5 py-1 hover:bg-hover">
      <span className="min-w-0">
        <span className="block truncate">{bill.name}</span>
        <span className="block truncate text-small text-muted">
          {says} · {times} times, last on {format.day(lastOn)}
        </span>
      </span>
      <Amount minor={bill.amountMinor} currency={bill.currency} sign={bill.amountMinor > 0} className="text-right font-[560]" />
      <span className="flex gap-1.5">
        <Button size="sm" variant="primary" disabled={busy} aria-label={`Add ${bill.name} as a bill`} onClick={() => create.mutate(bill)}>
          Add
        </Button>
        <Button size="sm" disabled={busy} aria-label={`Edit ${bill.name} first`} onClick={() => onEdit(bill)}>
          Edit
        </Button>
        <Button size="sm" variant="ghost" disabled={busy} aria-label={`Not a bill: ${bill.name}`} onClick={() => dismiss.mutate({ payeeId, income: bill.amountMinor > 0 })}>
          Not a bill
        </Button>
      </span>
    </li>
  );
}
