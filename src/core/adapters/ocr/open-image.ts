/** Opens a picture of a receipt safely: size and kind are judged from its head before a pixel is unpacked. */
import sharp, { type Sharp, type Metadata } from 'sharp';
import { DomainError } from '#shared/contract/errors.ts';
import type { GreyImage } from '#core/ml/receipt-reader/image/grey-image.ts';
import { rawOf } from './prepare-image.ts';

/** A phone's largest photo has 200 megapixels; unpacked row by row and made small at once they are no burden. */
const MOST_MEGAPIXELS = 210;
/** Formats that must be unpacked whole to be made small. */
const MOST_MEGAPIXELS_AT_ONCE = 70;
const MOST_BYTES = 60e6;
const SMALLEST_SIDE = 60;
/** What is looked at: text of a receipt that fills such a picture is well above the height that can be read. */
const LONGEST_SIDE = 4000;
const MOST_PIXELS = 9e6;
const PREVIEW_WIDTH = 1200;
const PREVIEW_HEIGHT = 3600;

export interface OpenedImage {
  image: GreyImage;
  /** Of the upright picture, before it was made small. */
  width: number;
  height: number;
  preview: Uint8Array;
}

/** Turned as its EXIF data says. @throws DomainError UNREADABLE with a sentence */
export async function openImage(bytes: Uint8Array, name: string): Promise<OpenedImage> {
  if (bytes.byteLength > MOST_BYTES) throw unreadable(name, 'is larger than 60 MB. Save it as a JPEG and try again.');
  const { width, height, animated } = await sizeOf(bytes, name);
  const ratio = Math.min(1, LONGEST_SIDE / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  const previewRatio = Math.min(1, PREVIEW_WIDTH / width, PREVIEW_HEIGHT / height);
  const open = (): Sharp =>
    sharp(bytes, { limitInputPixels: MOST_MEGAPIXELS * 1e6, sequentialRead: true, failOn: 'error', ...(animated ? { page: 0 } : {}) })
      .autoOrient()
      .flatten({ background: '#fff' });
  try {
    const image = await rawOf(open().greyscale().resize(scaled(width, ratio), scaled(height, ratio), { fit: 'fill' }));
    const preview = await open()
      .resize(scaled(width, previewRatio), scaled(height, previewRatio), { fit: 'fill' })
      .jpeg({ quality: 80 })
      .toBuffer();
    return { image, width, height, preview: new Uint8Array(preview) };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadable(name, 'is damaged: it breaks off or holds what is no picture. Take the photo again.');
  }
}

async function sizeOf(bytes: Uint8Array, name: string): Promise<{ width: number; height: number; animated: boolean }> {
  let about: Metadata;
  try {
    about = await sharp(bytes, { limitInputPixels: false, failOn: 'none' }).metadata();
  } catch {
    throw unreadable(name, isHeic(bytes) ? HEIC : 'is no picture that can be read, or is damaged. JPEG, PNG, WebP and PDF work.');
  }
  if (about.format === 'heif' && about.compression !== 'av1') throw unreadable(name, HEIC);
  if (about.format === 'svg' || about.format === 'magick') throw unreadable(name, 'is not a photo. JPEG, PNG, WebP and PDF work.');
  const turned = (about.orientation ?? 1) >= 5;
  const width = turned ? about.height : about.width;
  const height = turned ? about.width : about.height;
  const megapixels = (width * height) / 1e6;
  const most = about.format === 'jpeg' ? MOST_MEGAPIXELS : MOST_MEGAPIXELS_AT_ONCE;
  if (megapixels > most) {
    throw unreadable(name, `has ${Math.round(megapixels)} megapixels (${width} × ${height}), more than the ${most} that can be read. Make it smaller and try again.`);
  }
  if (Math.min(width, height) < SMALLEST_SIDE) {
    throw unreadable(name, `is only ${width} × ${height} pixels: too small to read.`);
  }
  return { width, height, animated: (about.pages ?? 1) > 1 };
}

const HEIC = 'is a HEIC photo, which cannot be read here. Save it as a JPEG, or set the phone’s camera to “most compatible”.';

/** `ftypheic` and its kin at the head of the file. */
function isHeic(bytes: Uint8Array): boolean {
  return /^ftyp(heic|heix|hevc|heim|heis|mif1|msf1)/.test(Buffer.from(bytes.subarray(4, 12)).toString('latin1'));
}

function scaled(side: number, ratio: number): number {
  return Math.max(1, Math.round(side * ratio));
}

function unreadable(name: string, sentence: string): DomainError {
  return new DomainError('UNREADABLE', `${name} ${sentence}`);
}
