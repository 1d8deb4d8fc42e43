import { Link } from '@tanstack/react-router';
import { LoaderCircle, Mic, Square } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Popover } from '../../ui/popover.tsx';
import type { VoiceEntry } from './use-voice-entry.ts';

/** Starts and ends listening; explains itself where nothing can recognise speech. `onLeave`: the settings are opened. */
export function VoiceButton({ voice, onLeave }: { voice: VoiceEntry; onLeave: () => void }) {
  if (voice.ready === false) {
    return (
      <Popover
        label="About voice entry"
        align="end"
        className="w-80 p-4"
        trigger={
          <Button size="icon" aria-label="Say it: not set up yet" className="h-[30px] w-[34px] text-faint">
            <Mic size={15} aria-hidden />
          </Button>
        }
      >
        <p className="font-[530]">Voice entry is not set up</p>
        <p className="mt-1 text-small text-muted">{voice.explanation} Typing the sentence works as well.</p>
        <Button asChild size="sm" className="mt-3">
          <Link to="/settings" hash="voice" onClick={onLeave}>
            Set up voice
          </Link>
        </Button>
      </Popover>
    );
  }
  const busy = voice.phase === 'opening' || voice.phase === 'understanding';
  const listening = voice.phase === 'listening';
  return (
    <Button
      size="icon"
      aria-label={listening ? 'Stop listening' : 'Say it'}
      aria-pressed={listening}
      disabled={voice.ready === null || busy}
      className={cx('h-[30px] w-[34px]', listening && 'border-accent text-accent')}
      onClick={listening ? voice.stop : voice.start}
    >
      {busy ? (
        <LoaderCircle size={15} aria-hidden className="animate-spin motion-reduce:animate-none" />
      ) : listening ? (
        <Square size={12} fill="currentColor" aria-hidden />
      ) : (
        <Mic size={15} aria-hidden />
      )}
    </Button>
  );
}

/** What the microphone is doing, in words and as a bar. */
export function VoiceStatus({ voice }: { voice: VoiceEntry }) {
  const words = {
    idle: voice.problem,
    opening: 'Opening the microphone…',
    listening: 'Listening. It stops by itself when you pause.',
    understanding: 'Understanding…',
  }[voice.phase];
  return (
    <div role="status" className={cx('flex items-center gap-3 text-small text-muted', words && 'mt-2')}>
      {words}
      {voice.phase === 'listening' && voice.level > 0 && (
        <span aria-hidden className="h-1 w-24 overflow-hidden rounded-full bg-line">
          <span
            className="block h-full w-full origin-left bg-accent transition-transform duration-100"
            style={{ transform: `scaleX(${voice.level})` }}
          />
        </span>
      )}
    </div>
  );
}
