import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import type { SpeechManifest, SpeechOffer, SpeechState } from '#shared/contract/speech.ts';
import { client, orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Row, Section } from '../settings/section.tsx';

/** An offer that a person is asked about, and how to begin with it. */
interface Asked extends SpeechOffer {
  begin: () => Promise<SpeechState>;
}

/** The speech model: which one, fetching one, choosing one from disk. */
export function VoiceSection() {
  const { data: speech } = useQuery(orpc.speech.state.queryOptions());
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [choosing, setChoosing] = useState(false);
  const manifestPicker = useRef<HTMLInputElement>(null);
  const take = useMutation({
    mutationFn: (act: () => Promise<SpeechState>) => act(),
    onSuccess: (state) => {
      queries.setQueryData(orpc.speech.state.queryKey(), state);
      setAsked(null);
    },
  });
  const readManifest = useMutation({
    mutationFn: (file: File) => client.speech.readManifest({ file }),
    meta: { quiet: true },
    onSuccess: ({ manifest, ...offer }: SpeechOffer & { manifest: SpeechManifest }) =>
      setAsked({ ...offer, begin: () => client.speech.startDownload({ manifest }) }),
  });
  if (!speech) return null;
  const { model, download } = speech;
  return (
    <Section
      id="voice"
      title="Voice"
      note="Say a transaction instead of typing it. What you say is recognised on this machine and never kept."
    >
      {model && <ModelRow model={model} busy={take.isPending} onRemove={() => take.mutate(() => client.speech.remove())} />}
      {download && <DownloadRow download={download} busy={take.isPending} take={take.mutate} />}
      {!download &&
        (model ? [] : speech.offers).map((offer) => (
          <OfferRow
            key={offer.id}
            offer={offer}
            onChoose={() => setAsked({ ...offer, begin: () => client.speech.startDownload({ offer: offer.id }) })}
          />
        ))}
      {!download && !model && (
        <Row name="Another model" note="One for sherpa-onnx: from a folder on this machine, or by a list of its files with their SHA-256.">
          <Button size="sm" onClick={() => setChoosing(true)}>
            Choose a folder…
          </Button>
          <Button size="sm" variant="ghost" onClick={() => manifestPicker.current?.click()}>
            Use a list…
          </Button>
          <input
            ref={manifestPicker}
            type="file"
            hidden
            aria-label="List of model files"
            accept=".json,application/json"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) readManifest.mutate(file);
            }}
          />
        </Row>
      )}
      {readManifest.isError && (
        <p role="alert" className="px-4 py-2 text-small whitespace-pre-line text-error">
          {sentenceFor(readManifest.error)}
        </p>
      )}
      <ConsentDialog asked={asked} busy={take.isPending} close={() => setAsked(null)} begin={take.mutate} />
      <FolderDialog open={choosing} close={() => setChoosing(false)} />
    </Section>
  );
}

function ModelRow({ model, busy, onRemove }: { model: NonNullable<SpeechState['model']>; busy: boolean; onRemove: () => void }) {
  const bytes = useBytes();
  const about = [
    bytes(model.sizeBytes),
    model.source === 'downloaded' ? 'downloaded' : model.folder,
    model.voiceActivity ? 'finds pauses with Silero' : 'finds pauses by loudness',
  ];
  return (
    <Row
      name={model.name}
      note={model.problem ? <span className="text-warning">{model.problem}</span> : <span className="select-text">{about.join(' · ')}</span>}
    >
      {!model.problem && <span className="text-small text-muted">ready</span>}
      <Button size="sm" disabled={busy} onClick={onRemove}>
        {model.source === 'downloaded' ? 'Delete' : 'Forget'}
      </Button>
    </Row>
  );
}

interface DownloadRowProps {
  download: NonNullable<SpeechState['download']>;
  busy: boolean;
  take: (act: () => Promise<SpeechState>) => void;
}

function DownloadRow({ download, busy, take }: DownloadRowProps) {
  const bytes = useBytes();
  const { doneBytes, totalBytes, running, problem } = download;
  const state = running ? `${bytes(doneBytes)} of ${bytes(totalBytes)}` : `stopped at ${bytes(doneBytes)} of ${bytes(totalBytes)}`;
  return (
    <Row
      name={download.name}
      note={
        <>
          <span role="status" className={problem ? 'text-warning' : undefined}>
            {problem ?? state}
          </span>
          <progress
            aria-label={`Download of ${download.name}`}
            className="mt-1 block h-1 w-64 max-w-full appearance-none overflow-hidden rounded-full [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
            value={doneBytes}
            max={totalBytes}
          />
        </>
      }
    >
      {running ? (
        <Button size="sm" disabled={busy} onClick={() => take(() => client.speech.stopDownload())}>
          Stop
        </Button>
      ) : (
        <>
          <Button size="sm" disabled={busy} onClick={() => take(() => client.speech.resumeDownload())}>
            {problem ? 'Try again' : 'Go on'}
          </Button>
          <Button size="sm" variant="ghost" disabled={busy} onClick={() => take(() => client.speech.discardDownload())}>
            Discard
          </Button>
        </>
      )}
    </Row>
  );
}

function OfferRow({ offer, onChoose }: { offer: SpeechState['offers'][number]; onChoose: () => void }) {
  const bytes = useBytes();
  return (
    <Row name={offer.name} note={`${bytes(offer.sizeBytes)} · ${offer.note}`}>
      <Button size="sm" aria-label={`Download ${offer.name}`} onClick={onChoose}>
        Download…
      </Button>
    </Row>
  );
}

interface ConsentDialogProps {
  asked: Asked | null;
  busy: boolean;
  close: () => void;
  begin: (act: () => Promise<SpeechState>) => void;
}

function ConsentDialog({ asked, busy, close, begin }: ConsentDialogProps) {
  const bytes = useBytes();
  const languages = useLanguageNames();
  return (
    <Dialog
      open={asked !== null}
      onOpenChange={(open) => !open && close()}
      title={`Download ${asked?.name ?? ''}?`}
      description="Nothing of yours is sent. Each file is checked against its SHA-256 when it has arrived."
    >
      {asked && (
        <dl className="grid grid-cols-[88px_minmax(0,1fr)] gap-x-4 gap-y-1">
          <dt className="text-muted">Size</dt>
          <dd>{bytes(asked.sizeBytes)}</dd>
          <dt className="text-muted">From</dt>
          <dd>{asked.sources.join(', ')}</dd>
          <dt className="text-muted">Languages</dt>
          <dd>{asked.languages.length > 0 ? languages(asked.languages) : 'many'}</dd>
          <dt className="text-muted">Licence</dt>
          <dd>{asked.licence}</dd>
        </dl>
      )}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button variant="primary" disabled={busy} onClick={() => asked && begin(asked.begin)}>
          Download
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function FolderDialog({ open, close }: { open: boolean; close: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title="A model from this machine"
      description="The folder of a Whisper, Moonshine, Zipformer, Parakeet or SenseVoice model made for sherpa-onnx. It is used where it is."
    >
      <FolderForm close={close} />
    </Dialog>
  );
}

function FolderForm({ close }: { close: () => void }) {
  const queries = useQueryClient();
  const formId = useId();
  const [folder, setFolder] = useState('');
  const choose = useMutation(
    orpc.speech.chooseFolder.mutationOptions({
      meta: { quiet: true },
      onSuccess: (state) => {
        queries.setQueryData(orpc.speech.state.queryKey(), state);
        close();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (folder.trim()) choose.mutate({ folder: folder.trim() });
  };
  return (
    <form id={formId} onSubmit={submit}>
      <Field label="Folder" hint="Its whole path." error={choose.isError ? sentenceFor(choose.error) : null}>
        {(ids) => (
          <Input
            {...ids}
            autoFocus
            placeholder="/home/ana/models/sherpa-onnx-whisper-base"
            value={folder}
            onChange={(event) => {
              setFolder(event.target.value);
              choose.reset();
            }}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!folder.trim() || choose.isPending}>
          {choose.isPending ? 'Loading it…' : 'Use it'}
        </Button>
      </DialogActions>
    </form>
  );
}

function useBytes(): (bytes: number) => string {
  const { locale } = useFormat();
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });
  return (bytes) => format.format(bytes / 1e6);
}

function useLanguageNames(): (codes: string[]) => string {
  const { locale } = useFormat();
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return (codes) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(codes.map((code) => names.of(code) ?? code));
}
