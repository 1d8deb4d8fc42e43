/** Tells speech from silence by loudness, to know when a sentence is over. */

/** Samples a piece: a tenth of a second at 16 kHz. */
export const PIECE_SAMPLES = 1600;
const PIECES_A_SECOND = 10;

/** Loudness (root mean square, of 1) that is silence in any room. */
const ALWAYS_SILENT = 0.006;
const LOUDEST_ROOM = 0.03;
/** How much louder than the room a voice is. */
const OVER_ROOM = 3;
const PIECES_TO_BEGIN = 2;
const PIECES_TO_END = 1.2 * PIECES_A_SECOND;
const PIECES_OF_NOTHING = 8 * PIECES_A_SECOND;
export const MAX_PIECES = 30 * PIECES_A_SECOND;
/** Kept before the first and after the last loud piece: words begin and end quietly. */
const MARGIN = 3;

/** `nothing`: nobody spoke for eight seconds. */
export type VoiceState = 'waiting' | 'speaking' | 'ended' | 'nothing';

export interface VoiceActivity {
  /** Takes the next tenth of a second. */
  push(piece: Float32Array): VoiceState;
  /** Loudness of the last piece, 0 to 1 on a scale for the eye. */
  level(): number;
  /** Pieces `[from, to)` that hold the sentence; null when nobody spoke. */
  spoken(): { from: number; to: number } | null;
}

export function createVoiceActivity(): VoiceActivity {
  let room = 0.01;
  let count = 0;
  let loudInARow = 0;
  let first: number | null = null;
  let last = 0;
  let rms = 0;

  return {
    push(piece) {
      rms = Math.sqrt(piece.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, piece.length));
      const loud = rms > Math.max(ALWAYS_SILENT, room * OVER_ROOM);
      // The room is as loud as its quietest moment lately; it may slowly get louder.
      room = Math.min(LOUDEST_ROOM, rms < room ? rms : room * 1.01);
      loudInARow = loud ? loudInARow + 1 : 0;
      if (first === null && loudInARow >= PIECES_TO_BEGIN) first = count - PIECES_TO_BEGIN + 1;
      if (loud) last = count;
      count += 1;
      if (first === null) return count >= PIECES_OF_NOTHING ? 'nothing' : 'waiting';
      return count - last > PIECES_TO_END || count >= MAX_PIECES ? 'ended' : 'speaking';
    },
    level: () => Math.min(1, Math.sqrt(rms) * 1.6),
    spoken: () => (first === null ? null : { from: Math.max(0, first - MARGIN), to: Math.min(count, last + 1 + MARGIN) }),
  };
}
