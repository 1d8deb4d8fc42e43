import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client, orpc } from '../../client.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { findBrowserRecogniser, listenInBrowser } from './browser-recogniser.ts';
import { NoMicrophone, recordSentence } from './record-sentence.ts';

export type VoicePhase = 'idle' | 'opening' | 'listening' | 'understanding';

export interface VoiceEntry {
  /** Null while it is not known yet whether anything can recognise speech. */
  ready: boolean | null;
  /** Why the button does nothing but explain. */
  explanation: string;
  phase: VoicePhase;
  /** Loudness from 0 to 1 while listening; 0 where the browser itself listens. */
  level: number;
  /** What went wrong the last time, or that nothing was heard. */
  problem: string | null;
  start(): void;
  /** Ends listening; what was said until then counts. */
  stop(): void;
}

/** One sentence by voice, recognised on this machine: by the browser where it does that, else by the core. */
export function useVoiceEntry(onText: (text: string) => void): VoiceEntry {
  const { locale } = useFormat();
  const { data: speech } = useQuery(orpc.speech.state.queryOptions());
  const { data: browser } = useQuery({
    queryKey: ['browser-recogniser', locale],
    queryFn: () => findBrowserRecogniser(locale),
    staleTime: Infinity,
  });
  const [phase, setPhase] = useState<VoicePhase>('idle');
  const [level, setLevel] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<{ stop: AbortController; cancel: AbortController } | null>(null);
  // A dialog that is closed shuts the microphone.
  useEffect(() => () => running.current?.cancel.abort(), []);

  const listen = async () => {
    if (running.current) return;
    const [stop, cancel] = [new AbortController(), new AbortController()];
    running.current = { stop, cancel };
    setProblem(null);
    setPhase('opening');
    const signals = { stop: stop.signal, cancel: cancel.signal, onListening: () => setPhase('listening') };
    try {
      let text: string;
      if (browser === 'local') {
        text = await listenInBrowser(locale, signals);
      } else {
        const pcm = await recordSentence({ ...signals, onLevel: setLevel });
        setPhase('understanding');
        const audio = pcm && new File([pcm], 'sentence.pcm', { type: 'audio/l16' });
        text = audio ? (await client.speech.transcribe({ audio, language: locale }, { signal: cancel.signal })).text : '';
      }
      if (text) onText(text);
      else setProblem('Nothing was heard. Try again, or type the sentence.');
    } catch (error) {
      if (cancel.signal.aborted) return;
      setProblem(error instanceof NoMicrophone ? error.message : sentenceFor(error));
    } finally {
      running.current = null;
      setPhase('idle');
      setLevel(0);
    }
  };

  const model = speech?.model;
  return {
    ready: speech && browser ? browser === 'local' || model?.problem === null : null,
    explanation: [
      model?.problem
        ? `The speech model cannot be used: ${model.problem}`
        : speech?.download
          ? 'The speech model is not complete yet.'
          : 'Saldo needs a speech model to understand what you say. It is fetched once, and recordings never leave this machine.',
      browser === 'remote' && 'This browser can recognise speech too, but would send it to a server, so Saldo does not use that.',
    ]
      .filter(Boolean)
      .join(' '),
    phase,
    level,
    problem,
    start: () => void listen(),
    stop: () => running.current?.stop.abort(),
  };
}
