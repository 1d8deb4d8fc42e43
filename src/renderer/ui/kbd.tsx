import { isMac } from './shortcuts.ts';
import { cx } from './cx.ts';

const NAMES: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  shift: isMac ? '⇧' : 'Shift',
  alt: isMac ? '⌥' : 'Alt',
  enter: 'Enter',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  space: 'Space',
};

/** Keys as the keyboard has them: `<Kbd keys="mod+shift+z" />`, `<Kbd keys="g d" />`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(' ').map((chord, index) => (
        <kbd
          key={index}
          className={cx(
            'inline-flex h-[18px] min-w-[16px] items-center justify-center rounded-[4px] border border-line px-1',
            'font-sans text-mini text-muted',
          )}
        >
          {chord
            .split('+')
            .map((key) => NAMES[key] ?? (chord.includes('+') ? key.toUpperCase() : key))
            .join(isMac ? '' : '+')}
        </kbd>
      ))}
    </span>
  );
}
