import { useEffect, useSyncExternalStore } from 'react';
import type { ImportPreview } from '#shared/contract/imports.ts';
import { Page } from '../../ui/page.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { onDroppedFiles, takeDroppedFiles } from '../shell/dropped-files.ts';
import { Balances } from './balances.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { DoneCard } from './done-card.tsx';
import { FailedCard } from './failed-card.tsx';
import { FileAccounts } from './file-accounts.tsx';
import { addFiles, beginWith, cancel, importStore, openNext, startOver } from './import-store.ts';
import { LikelySame } from './likely-same.tsx';
import { PreviewCard } from './preview-card.tsx';
import { PreviewTable } from './preview-table.tsx';
import { ProgressCard } from './progress-card.tsx';
import { Questions } from './questions.tsx';
import { UnknownCategories } from './unknown-categories.tsx';

export function ImportPage() {
  const { stage, waiting, results } = useSyncExternalStore(importStore.subscribe, importStore.get);
  useEffect(() => {
    addFiles(takeDroppedFiles());
    return onDroppedFiles(addFiles);
  }, []);

  return (
    <Page flush title="Import">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto p-5">
        {waiting.length > 0 && <Waiting files={waiting} />}
        {stage.kind === 'choose' && <ChooseFiles onFiles={addFiles} />}
        {stage.kind === 'reading' && (
          <ProgressCard importId={stage.importId} fileName={stage.fileName} doing="Reading" onCancel={cancel} />
        )}
        {stage.kind === 'preview' && (
          <>
            <PreviewCard preview={stage.preview} busy={stage.busy} />
            <Questions preview={stage.preview} />
            <FileAccounts preview={stage.preview} />
            <LikelySame preview={stage.preview} />
            <UnknownCategories preview={stage.preview} />
          </>
        )}
        {stage.kind === 'saving' && (
          <ProgressCard importId={stage.preview.importId} fileName={stage.preview.fileName} doing="Saving" onCancel={cancel} />
        )}
        {(stage.kind === 'preview' || stage.kind === 'saving') && (
          <>
            <PreviewTable
              key={stage.preview.importId}
              preview={stage.preview}
              busy={stage.kind === 'saving' || stage.busy}
              live={stage.kind === 'preview'}
            />
            <Balances
              balances={stage.preview.balances}
              {...(stage.kind === 'preview' ? { onBegin: (balance) => void beginWith(balance) } : {})}
            />
            <Footer preview={stage.preview} />
          </>
        )}
        {stage.kind === 'failed' && (
          <FailedCard
            fileName={stage.fileName}
            message={stage.message}
            next={waiting[0]}
            onNext={() => void openNext()}
            onFiles={addFiles}
            onBack={() => (waiting.length > 0 ? startOver() : void openNext())}
          />
        )}
        {stage.kind === 'done' && <DoneCard results={results} onAnother={startOver} />}
      </div>
    </Page>
  );
}

function Waiting({ files }: { files: readonly File[] }) {
  return (
    <p className="mb-3 truncate text-small text-muted">Then: {files.map((file) => file.name).join(', ')}</p>
  );
}

/** What speaks for the reading being right, and how to take it back. */
function Footer({ preview }: { preview: ImportPreview }) {
  const format = useFormat();
  const { balanceCheck } = preview;
  const sentences = [
    balanceCheck &&
      balanceCheck.checked > 0 &&
      `The balance column agrees with the amounts on ${format.count(balanceCheck.agreeing)} of ${format.count(balanceCheck.checked)} lines.`,
    preview.mapping && 'This layout is remembered for the next file from this bank.',
    preview.accounts.length > 0 && 'Where each account goes is remembered for the next file.',
    'One undo takes the whole import back.',
  ];
  return <p className="mt-3 shrink-0 text-small text-muted">{sentences.filter(Boolean).join(' ')}</p>;
}
