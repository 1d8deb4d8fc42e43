import { describe, expect, it } from 'vitest';
import { createVoiceActivity, PIECE_SAMPLES, type VoiceState } from '../../../src/renderer/features/voice/voice-activity.ts';

const tone = (loudness: number): Float32Array =>
  Float32Array.from({ length: PIECE_SAMPLES }, (_, at) => loudness * Math.SQRT2 * Math.sin(at / 5));

/** Tenths of a second of a loudness. */
function hear(...parts: [loudness: number, tenths: number][]) {
  const activity = createVoiceActivity();
  let state: VoiceState = 'waiting';
  let heard = 0;
  for (const [loudness, tenths] of parts) {
    for (let at = 0; at < tenths && state !== 'ended' && state !== 'nothing'; at++, heard++) state = activity.push(tone(loudness));
  }
  return { state, heard, spoken: activity.spoken() };
}

describe('when a sentence is over', () => {
  it('ends after a pause, with a little kept around what was said', () => {
    expect(hear([0.002, 10], [0.1, 20], [0.002, 30])).toEqual({ state: 'ended', heard: 42, spoken: { from: 7, to: 33 } });
  });
  it('bears with short pauses between words', () => {
    expect(hear([0.1, 5], [0.002, 8], [0.1, 5], [0.002, 5])).toMatchObject({ state: 'speaking' });
  });
  it('hears a voice over a loud room, and no voice in the room alone', () => {
    expect(hear([0.02, 30], [0.2, 10], [0.02, 20])).toMatchObject({ state: 'ended' });
    expect(hear([0.02, 90])).toEqual({ state: 'nothing', heard: 80, spoken: null });
  });
  it('takes a knock on the table for no sentence', () => {
    expect(hear([0.002, 10], [0.4, 1], [0.002, 80])).toMatchObject({ state: 'nothing', spoken: null });
  });
  it('hears who speaks at once, and stops who does not stop', () => {
    expect(hear([0.1, 3])).toMatchObject({ state: 'speaking', spoken: { from: 0, to: 3 } });
    expect(hear([0.1, 400])).toMatchObject({ state: 'ended', heard: 300 });
  });
});
