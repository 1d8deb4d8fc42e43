import type { Box } from '../receipt.ts';
import type { GreyImage } from './grey-image.ts';

export interface Shape extends Box {
  /** Pixels that belong to it. */
  area: number;
}

/** Connected shapes (touching at sides or corners) of pixels for which `belongs` says yes of their brightness. */
export function connectedShapes({ data, width, height }: GreyImage, belongs: (brightness: number) => boolean): Shape[] {
  const inside = Uint8Array.from({ length: 256 }, (_, level) => (belongs(level) ? 1 : 0));
  const seen = new Uint8Array(data.length);
  const stack: number[] = [];
  const shapes: Shape[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] || !inside[data[start] as number]) continue;
    let [left, right, top, bottom, area] = [width, 0, height, 0, 0];
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      area += 1;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let ny = Math.max(0, y - 1); ny <= y + 1 && ny < height; ny++) {
        for (let nx = Math.max(0, x - 1); nx <= x + 1 && nx < width; nx++) {
          const next = ny * width + nx;
          if (seen[next] || !inside[data[next] as number]) continue;
          seen[next] = 1;
          stack.push(next);
        }
      }
    }
    shapes.push({ left, top, width: right - left + 1, height: bottom - top + 1, area });
  }
  return shapes;
}
