export interface ExportPiece {
  text: string;
  /** How far it is after this piece, and how far it goes. */
  done: number;
  total: number;
}

/** Large enough that the way to the window is not what costs, small enough to leave time for others in between. */
const PIECE_CHARACTERS = 128 * 1024;

/** Gathers small texts into pieces of an even size. */
export function* inPieces(texts: Iterable<{ text: string; rows: number }>, total: number): Generator<ExportPiece> {
  let open: string[] = [];
  let length = 0;
  let done = 0;
  for (const { text, rows } of texts) {
    open.push(text);
    length += text.length;
    done += rows;
    if (length < PIECE_CHARACTERS) continue;
    yield { text: open.join(''), done, total };
    open = [];
    length = 0;
  }
  if (length > 0) yield { text: open.join(''), done, total };
}
