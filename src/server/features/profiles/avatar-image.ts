/** Uploaded pictures are decoded and drawn anew: what is kept has one format, one size, and nothing hidden in it. */
import sharp from 'sharp';
import { RequestError } from '../../http/problem.ts';

const SIDE = 256;
/** A small file may unfold into a huge picture. */
const MOST_PIXELS = 50_000_000;
const FORMATS = new Set(['png', 'jpeg', 'webp', 'gif']);

/** @throws RequestError 415 for what is no picture of a known kind. */
export async function drawAvatar(upload: Buffer): Promise<Buffer> {
  const refused = new RequestError(415, 'This is no picture that can be read. PNG, JPEG, WebP and GIF can.');
  try {
    const image = sharp(upload, { limitInputPixels: MOST_PIXELS, failOn: 'error' });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw refused;
    return await image.rotate().resize(SIDE, SIDE, { fit: 'cover', position: 'attention' }).webp({ quality: 82 }).toBuffer();
  } catch {
    throw refused;
  }
}
