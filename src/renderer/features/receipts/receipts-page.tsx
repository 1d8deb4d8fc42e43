import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Receipt } from '#shared/contract/receipts.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { addReceipts, useAdding } from './add-receipts.ts';
import { ChooseReceipts } from './choose-receipts.tsx';
import { ReceiptList } from './receipt-list.tsx';
import { ReceiptPicture } from './receipt-picture.tsx';
import { ReceiptReview } from './receipt-review.tsx';

/** Pictures of receipts: the batch at the left, the one in hand beside it. */
export function ReceiptsPage() {
  const { id } = useSearch({ from: '/receipts' });
  const navigate = useNavigate({ from: '/receipts' });
  const { data: receipts, error, refetch } = useQuery(orpc.receipts.list.queryOptions());
  const adding = useAdding();
  usePastedPictures();

  const all = receipts ?? [];
  const selected = all.find((receipt) => receipt.id === id) ?? all.find(isOpen) ?? all.find(({ status }) => status !== 'done') ?? null;
  const show = (receipt: Receipt | undefined) => void navigate({ search: receipt ? { id: receipt.id } : {}, replace: true });
  const step = (by: number) => show(all[all.findIndex(({ id: each }) => each === selected?.id) + by] ?? selected ?? undefined);
  const next = () => {
    const open = all.filter((receipt) => receipt.id !== selected?.id && isOpen(receipt));
    const at = all.findIndex((receipt) => receipt.id === selected?.id);
    show(open.find((receipt) => all.indexOf(receipt) > at) ?? open[0]);
  };
  useShortcuts({
    j: { run: () => step(1), label: 'Next receipt', group: 'Receipts' },
    k: { run: () => step(-1), label: 'Previous receipt', group: 'Receipts' },
  });

  return (
    <Page flush title="Receipts" actions={all.length > 0 && <ChooseReceipts label="Add pictures" variant="secondary" />}>
      {error && !receipts && (
        <div className="flex-1 p-5">
          <ErrorNote error={error} onRetry={() => void refetch()} />
        </div>
      )}
      {!receipts && !error && (
        <div className="flex-1 p-5">
          <SkeletonRows rows={8} />
        </div>
      )}
      {receipts && all.length === 0 && <NoReceipts adding={adding !== null} />}
      {all.length > 0 && (
        <>
          <ReceiptList receipts={all} selectedId={selected?.id ?? null} />
          {selected ? <Selected key={selected.id} receipt={selected} onDone={next} /> : <AllDone />}
        </>
      )}
    </Page>
  );
}

/** Waits for a person. */
function isOpen({ status }: Receipt): boolean {
  return status === 'read' || status === 'failed' || status === 'stopped';
}

function Selected({ receipt, onDone }: { receipt: Receipt; onDone: () => void }) {
  const { data, error } = useQuery(orpc.receipts.get.queryOptions({ input: { id: receipt.id }, retry: false }));
  const accounts = useAccounts();
  const [accountId, setAccountId] = useState<string | null>(null);
  const usual = accountId ?? lastAccount ?? accounts.list.find((account) => !account.closedOn)?.id ?? null;
  if (error) {
    return (
      <div className="flex-1 p-5">
        <ErrorNote error={error} />
      </div>
    );
  }
  if (receipt.status === 'waiting' || receipt.status === 'reading') {
    const percent = receipt.progress === null ? null : Math.round(receipt.progress * 100);
    return (
      <>
        <ReceiptPicture id={receipt.id} version="file" size={null} boxes={[]} active={null} onChoose={() => undefined} />
        <div className="w-[392px] shrink-0 border-l border-line bg-surface px-4 py-4">
          <p className="truncate text-small text-muted">{receipt.name}</p>
          <p role="status" className="mt-3">
            {receipt.status === 'waiting' ? 'It is read in its turn.' : `It is being read${percent ? `: ${percent} %` : ''}.`}
          </p>
          <p className="mt-1 text-muted">You can look at others meanwhile, or leave the page: reading goes on.</p>
        </div>
      </>
    );
  }
  if (!data) return <div className="flex-1" />;
  if (data.status === 'done') return <Done receipt={data} />;
  return (
    <ReceiptReview
      // Read anew, it is looked at anew.
      key={`${data.id} ${data.reading ? 'read' : data.status}`}
      receipt={data}
      accountId={usual}
      onAccount={(next) => {
        lastAccount = next;
        setAccountId(next);
      }}
      onDone={onDone}
    />
  );
}

/** Receipts of one batch are mostly paid from one account. */
let lastAccount: string | null = null;

function Done({ receipt }: { receipt: Receipt }) {
  return (
    <>
      <ReceiptPicture id={receipt.id} version="read" size={null} boxes={[]} active={null} onChoose={() => undefined} />
      <div className="w-[392px] shrink-0 border-l border-line bg-surface px-4 py-4">
        <p className="truncate text-small text-muted">{receipt.name}</p>
        <p className="mt-3">It is attached to {receipt.merchant ?? 'a transaction'}.</p>
        {receipt.transactionId && (
          <Button asChild className="mt-3">
            <Link to="/transactions" search={{ id: receipt.transactionId }}>
              See the transaction
            </Link>
          </Button>
        )}
      </div>
    </>
  );
}

function AllDone() {
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState
        title="All receipts are done"
        actions={
          <>
            <ChooseReceipts label="Add pictures" />
            <Button asChild>
              <Link to="/transactions">See transactions</Link>
            </Button>
          </>
        }
      >
        Each is attached to its transaction. Done ones stay in the list at the left.
      </EmptyState>
    </div>
  );
}

function NoReceipts({ adding }: { adding: boolean }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto p-5">
      <div className="mx-auto w-full max-w-[760px] rounded-card border border-dashed border-faint bg-surface">
        <EmptyState title={adding ? 'Adding …' : 'Drop pictures of receipts here'} actions={<ChooseReceipts label="Choose pictures" />}>
          Photos, scans and PDFs, one or many; pasting works as well. Merchant, date, total and items are read on this computer,
          and nothing is added before you have looked at it.
        </EmptyState>
      </div>
      <p className="mx-auto mt-4 max-w-[760px] text-center text-small text-muted">
        No receipt at hand? Press <Kbd keys="q" /> and say or type what you paid.
      </p>
    </div>
  );
}

/** Pictures from the clipboard, wherever on the page they are pasted. */
function usePastedPictures(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      // What is copied from a screen has no name of its own.
      addReceipts(files.map((file) => (/^image\.\w+$/.test(file.name) ? new File([file], pastedName(file), { type: file.type }) : file)));
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}

function pastedName(file: File): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `Pasted ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}.${file.type.split('/')[1] ?? 'png'}`;
}
