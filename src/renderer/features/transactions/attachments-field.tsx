import { Paperclip, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Attachment } from '#shared/contract/attachments.ts';
import { client } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { showToast } from '../../ui/toast.tsx';
import { offerUndo } from '../shell/undo.ts';

/** Files kept with a transaction. They are chosen, dropped here or pasted into it. */
export function AttachmentsField({ transactionId, attachments }: { transactionId: string; attachments: Attachment[] }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);

  const add = async (files: Iterable<File>) => {
    setBusy(true);
    for (const file of files) {
      await attempt(async () => offerUndo(await client.attachments.add({ transactionId, file })));
    }
    setBusy(false);
  };

  return (
    <div
      className={cx('flex flex-col gap-1.5 rounded-control', over && 'outline-2 outline-accent outline-dashed')}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void add(event.dataTransfer.files);
      }}
      onPaste={(event) => {
        if (event.clipboardData.files.length > 0) void add(event.clipboardData.files);
      }}
    >
      {attachments.length > 0 && (
        <ul aria-label="Attached files">
          {attachments.map((each) => (
            <li key={each.id} className="flex h-7 items-center gap-2">
              <Paperclip size={13} className="shrink-0 text-muted" aria-hidden />
              <button
                type="button"
                className="min-w-0 truncate text-left underline underline-offset-2"
                title={`Save ${each.name}`}
                onClick={() => void attempt(() => saveCopy(each))}
              >
                {each.name}
              </button>
              <span className="ml-auto shrink-0 text-small text-muted">{sizeOf(each.sizeBytes)}</span>
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove ${each.name}`}
                onClick={() => void attempt(async () => offerUndo(await client.attachments.remove({ id: each.id })))}
              >
                <X size={13} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button size="sm" className="self-start" disabled={busy} onClick={() => chooser.current?.click()}>
        {busy ? 'Attaching …' : 'Attach a file'}
      </Button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}

async function saveCopy({ id, name }: Attachment): Promise<void> {
  const file = await client.attachments.read({ id });
  saveFile([file], name, file.type);
}

async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    showToast({ message: sentenceFor(error), tone: 'error' });
  }
}

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
