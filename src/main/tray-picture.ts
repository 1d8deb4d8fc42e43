/** The app's icon, a square with round corners, as pixels: small enough to be drawn rather than shipped. */

/** As in src/renderer/icon.svg: #0f766e, with corners of 9/32. Blue, green, red. */
const COLOR = [0x6e, 0x76, 0x0f] as const;
const CORNER = 9 / 32;
/** Each pixel is looked at so many times in each direction, for smooth corners. */
const LOOKS = 4;

/** `size` × `size` pixels of blue, green, red, alpha, with colours multiplied by alpha, as Electron takes them. */
export function trayPicture(size: number): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let inside = 0;
      for (let look = 0; look < LOOKS * LOOKS; look++) {
        const px = x + ((look % LOOKS) + 0.5) / LOOKS;
        const py = y + (Math.floor(look / LOOKS) + 0.5) / LOOKS;
        if (isInside(px / size, py / size)) inside += 1;
      }
      const alpha = inside / (LOOKS * LOOKS);
      const at = (y * size + x) * 4;
      COLOR.forEach((part, channel) => (pixels[at + channel] = Math.round(part * alpha)));
      pixels[at + 3] = Math.round(255 * alpha);
    }
  }
  return pixels;
}

function isInside(x: number, y: number): boolean {
  const beyond = (at: number): number => Math.max(CORNER - at, at - (1 - CORNER), 0);
  return Math.hypot(beyond(x), beyond(y)) <= CORNER;
}
