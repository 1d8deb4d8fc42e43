/** Puts the theme in force on the page: the chosen one, or the system's while that is the choice. */
import type { Settings } from '#shared/contract/settings.ts';

type Theme = Settings['theme'];

const REMEMBERED = 'saldo-theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

export function applyTheme(theme: Theme): void {
  chosen = theme;
  // Remembered so that the next start has the right colours before the ledger is open.
  localStorage.setItem(REMEMBERED, theme);
  const inForce = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  if (document.documentElement.dataset['theme'] === inForce) return;
  document.documentElement.dataset['theme'] = inForce;
  for (const listener of listeners) listener();
}

export function applyRememberedTheme(): void {
  const theme = localStorage.getItem(REMEMBERED);
  applyTheme(theme === 'light' || theme === 'dark' ? theme : 'system');
}

const listeners = new Set<() => void>();

/** Calls back when the colours change, for what draws with them itself. */
export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

dark.addEventListener('change', () => applyTheme(chosen));
