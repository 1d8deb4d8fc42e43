/**
 * Keyboard shortcuts. Keys are named `j`, `?`, `enter`, `shift+arrowdown`, `mod+z` (Ctrl, on a Mac ⌘), or two in a
 * row, `g d`. They rest while a person types or a dialog is open. The component mounted last wins.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** Return false to let an outer shortcut of the same key have it. */
  run: (event: KeyboardEvent) => void | false;
  /** With a label it is listed in the help. */
  label?: string;
  /** Heading in the help. */
  group?: string;
  /** Also while typing or in a dialog. */
  everywhere?: boolean;
}

export type Shortcuts = Record<string, Shortcut | Shortcut['run']>;

export const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** How long the second key of a pair may take, in ms. */
const PAIR_PAUSE = 1200;

interface Layer {
  current: Shortcuts;
}

const layers: Layer[] = [];
let pending: { key: string; at: number } | null = null;
let listed: readonly ListedShortcut[] = [];
const listeners = new Set<() => void>();

interface ShortcutOptions {
  enabled?: boolean;
  /** Of the frame around all pages: whatever a page has for a key goes before it, however they came to be mounted. */
  outermost?: boolean;
}

export function useShortcuts(shortcuts: Shortcuts, { enabled = true, outermost = false }: ShortcutOptions = {}): void {
  const layer = useRef<Shortcuts>(shortcuts);
  useEffect(() => {
    layer.current = shortcuts;
  });
  useEffect(() => {
    if (!enabled) return;
    if (layers.length === 0) window.addEventListener('keydown', onKeyDown);
    // Effects of children run first: a page that is mounted together with its frame would lie below it.
    if (outermost) layers.unshift(layer);
    else layers.push(layer);
    listAgain();
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      if (layers.length === 0) window.removeEventListener('keydown', onKeyDown);
      listAgain();
    };
  }, [enabled, outermost]);
}

export interface ListedShortcut {
  keys: string;
  label: string;
  group: string;
}

/** The shortcuts that work now and have a label; innermost first. */
export function useListedShortcuts(): readonly ListedShortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => listed,
  );
}

function listAgain(): void {
  listed = [...layers]
    .reverse()
    .flatMap((layer) =>
      Object.entries(layer.current).flatMap(([keys, shortcut]) =>
        typeof shortcut === 'function' || !shortcut.label
          ? []
          : [{ keys, label: shortcut.label, group: shortcut.group ?? 'Everywhere' }],
      ),
    );
  for (const listener of listeners) listener();
}

/** The name of the pressed chord. Shift is left out where it only makes the character, as in `?`. */
export function chordOf(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | null {
  if (['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'Dead'].includes(event.key) || event.altKey) return null;
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const shiftCounts = key.length > 1 || key !== event.key.toUpperCase();
  const mod = isMac ? event.metaKey : event.ctrlKey;
  return `${mod ? 'mod+' : ''}${event.shiftKey && shiftCounts ? 'shift+' : ''}${key}`;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const chord = chordOf(event);
  if (!chord) return;
  const resting = isBusy(event.target);
  const pair = pending && event.timeStamp - pending.at < PAIR_PAUSE ? `${pending.key} ${chord}` : null;
  pending = null;
  if ((pair && dispatch(pair, event, resting)) || dispatch(chord, event, resting)) {
    event.preventDefault();
    return;
  }
  if (!resting && layers.some((layer) => Object.keys(layer.current).some((keys) => keys.startsWith(`${chord} `)))) {
    pending = { key: chord, at: event.timeStamp };
  }
}

function dispatch(keys: string, event: KeyboardEvent, resting: boolean): boolean {
  for (let i = layers.length - 1; i >= 0; i--) {
    const found = layers[i]?.current[keys];
    if (!found) continue;
    const shortcut = typeof found === 'function' ? { run: found } : found;
    if (resting && !shortcut.everywhere) continue;
    if (shortcut.run(event) !== false) return true;
  }
  return false;
}

/** True when keys belong to what has the focus: a field, a dialog, an open list. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog][data-state=open], [role=listbox][data-state=open]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role=dialog], [role=listbox], [role=menu]')) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
