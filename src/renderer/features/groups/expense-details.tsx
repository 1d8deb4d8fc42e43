import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { GroupDetail, GroupExpense } from '#shared/contract/groups.ts';
import { client, orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

interface ExpenseDetailsProps {
  group: GroupDetail;
  expense: GroupExpense;
  onEdit: () => void;
  onClose: () => void;
}

/** Who paid and bears what, the bank's row, comments and receipts. */
export function ExpenseDetails({ group, expense, onEdit, onClose }: ExpenseDetailsProps) {
  const format = useFormat();
  const category = useCategories().byId(expense.categoryId);
  const nameOf = (id: string): string => group.members.find((member) => member.id === id)?.name ?? '';
  const remove = useMutation(
    orpc.groups.removeExpense.mutationOptions({
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const foreign = expense.paidCurrency !== group.currency;
  const sides = (title: string, rows: readonly { memberId: string; amountMinor: number }[]) => (
    <div>
      <h3 className="text-small text-muted">{title}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.memberId} className="flex justify-between gap-3">
            <span className="truncate">{nameOf(row.memberId)}</span>
            <Amount minor={row.amountMinor} currency={group.currency} />
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={expense.title}
      description={format.day(expense.date)}
      className="w-[480px]"
    >
      <div className="flex flex-col gap-4">
        <div className="flex items-baseline justify-between gap-4">
          {expense.kind === 'expense' ? (
            <CategoryMark color={category?.color ?? null} name={category?.name ?? 'No category'} />
          ) : (
            <span className="text-muted">Payment</span>
          )}
          <span>
            {foreign && (
              <span className="mr-2 text-muted">
                {format.money(expense.paidMinor, expense.paidCurrency, { show: 'always' })}
              </span>
            )}
            <Amount minor={expense.amountMinor} currency={group.currency} className="text-figure font-[620]" />
          </span>
        </div>
        {expense.note && <p>{expense.note}</p>}
        <div className="grid grid-cols-2 gap-6">
          {sides('Paid', expense.payers)}
          {sides(expense.kind === 'payment' ? 'Received' : 'Bears', expense.shares)}
        </div>
        <BankRow group={group} expense={expense} />
        <Receipts expense={expense} />
        <Comments expense={expense} />
        <DialogActions>
          <Button variant="danger" onClick={() => remove.mutate({ id: expense.id })}>
            Delete
          </Button>
          {expense.kind === 'expense' && <Button onClick={onEdit}>Edit</Button>}
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}

/** The transaction of the own account behind it, or those that it could be. */
function BankRow({ group, expense }: { group: GroupDetail; expense: GroupExpense }) {
  const format = useFormat();
  const me = group.members.find((member) => member.isMe);
  const mine = [...expense.payers, ...(expense.kind === 'payment' ? expense.shares : [])].some(
    (side) => side.memberId === me?.id,
  );
  const wanted = mine && expense.transactionId === null;
  const { data: candidates } = useQuery(
    orpc.groups.linkCandidates.queryOptions({ input: { id: expense.id }, enabled: wanted, retry: false }),
  );
  const done = { meta: { quiet: true }, onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const link = useMutation(orpc.groups.link.mutationOptions(done));
  const unlink = useMutation(orpc.groups.unlink.mutationOptions(done));
  if (!mine) return null;
  return (
    <section aria-label="Bank row" className="rounded-control border border-line px-3 py-2.5">
      <h3 className="text-small text-muted">Your bank</h3>
      {expense.transactionId ? (
        <div className="mt-1 flex items-center justify-between gap-3">
          <Link to="/transactions" search={{ id: expense.transactionId }} className="underline underline-offset-2">
            Linked to a transaction
          </Link>
          <Button size="sm" onClick={() => unlink.mutate({ id: expense.id })}>
            Unlink
          </Button>
        </div>
      ) : candidates && candidates.length > 0 ? (
        <ul className="mt-1">
          {candidates.map((row) => (
            <li key={row.id} className="grid h-9 grid-cols-[64px_minmax(0,1fr)_auto_auto] items-center gap-3">
              <span className="text-small text-muted">{format.dayShort(row.date)}</span>
              <span className="truncate">{row.payee}</span>
              <Amount minor={row.amountMinor} currency={row.currency} />
              <Button
                size="sm"
                aria-label={`Link ${row.payee}`}
                onClick={() => link.mutate({ id: expense.id, transactionId: row.id })}
              >
                Link
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-1 text-muted">No transaction of that amount within a month of that day.</p>
      )}
      {(link.error ?? unlink.error) && <ErrorNote error={link.error ?? unlink.error} />}
    </section>
  );
}

function Receipts({ expense }: { expense: GroupExpense }) {
  const file = useRef<HTMLInputElement>(null);
  const { data: receipts } = useQuery(orpc.groups.receipts.queryOptions({ input: { id: expense.id } }));
  const done = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const add = useMutation(orpc.groups.addReceipt.mutationOptions(done));
  const remove = useMutation(orpc.groups.removeReceipt.mutationOptions(done));
  const save = async (id: string, name: string) => {
    const stored = await client.groups.readReceipt({ id });
    saveFile([stored], name, stored.type);
  };
  return (
    <section aria-label="Receipts">
      <input
        ref={file}
        type="file"
        hidden
        aria-label="Receipt to attach"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) add.mutate({ id: expense.id, file: chosen });
          event.target.value = '';
        }}
      />
      <ul>
        {receipts?.map(({ id, name }) => (
          <li key={id} className="flex items-center justify-between gap-2">
            <button type="button" className="truncate underline underline-offset-2" onClick={() => void save(id, name)}>
              {name}
            </button>
            <Button variant="ghost" size="icon" aria-label={`Remove ${name}`} onClick={() => remove.mutate({ id })}>
              <X size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button size="sm" disabled={add.isPending} onClick={() => file.current?.click()}>
        Attach a receipt
      </Button>
    </section>
  );
}

function Comments({ expense }: { expense: GroupExpense }) {
  const format = useFormat();
  const [text, setText] = useState('');
  const { data: comments } = useQuery(orpc.groups.comments.queryOptions({ input: { id: expense.id } }));
  const add = useMutation(orpc.groups.addComment.mutationOptions({ onSuccess: () => setText('') }));
  const remove = useMutation(orpc.groups.removeComment.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  return (
    <section aria-label="Comments">
      <ul>
        {comments?.map((comment) => (
          <li key={comment.id} className="flex items-start justify-between gap-2 py-0.5">
            <span>
              {comment.text} <span className="text-small text-muted">{format.instant(comment.at)}</span>
            </span>
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Delete the comment ${comment.text}`}
              onClick={() => remove.mutate({ id: comment.id })}
            >
              <X size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <form
        className="grid grid-cols-[minmax(0,1fr)_auto] gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') add.mutate({ id: expense.id, text });
        }}
      >
        <Input
          aria-label="Comment"
          placeholder="Add a comment"
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={add.isPending}>
          Add
        </Button>
      </form>
    </section>
  );
}
