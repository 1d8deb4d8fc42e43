/** Where the window was, kept beside Chromium's files. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { screen, type Rectangle } from 'electron';

export interface WindowBounds {
  bounds: Rectangle | null;
  maximized: boolean;
}

/** Bounds on a screen that is gone are forgotten. */
export function readWindowBounds(path: string): WindowBounds {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(path, 'utf8')) as WindowBounds;
    return { bounds: bounds && isOnScreen(bounds) ? bounds : null, maximized: maximized === true };
  } catch {
    return { bounds: null, maximized: false };
  }
}

export function writeWindowBounds(path: string, state: WindowBounds): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(state));
  } catch {
    // The next window opens in the middle; nothing else is lost.
  }
}

/** At least this much of the title bar must be reachable, in pixels. */
const REACHABLE = 100;

function isOnScreen({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlap = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return overlap >= REACHABLE && y >= workArea.y - 10 && y < workArea.y + workArea.height - REACHABLE;
  });
}
