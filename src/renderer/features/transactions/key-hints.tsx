import { Kbd } from '../../ui/kbd.tsx';

const hints = [
  ['j k', 'move'],
  ['enter', 'edit'],
  ['c', 'category'],
  ['e', 'note'],
  ['x', 'select'],
  ['n', 'new'],
  ['mod+z', 'undo'],
] as const;

/** At the foot of the list. */
export function KeyHints() {
  return (
    <div className="flex h-10 shrink-0 items-center gap-3 overflow-hidden border-t border-line px-5 text-small whitespace-nowrap text-muted">
      {hints.map(([keys, name]) => (
        <span key={keys} className="inline-flex items-center gap-1.5">
          <Kbd keys={keys} /> {name}
        </span>
      ))}
    </div>
  );
}
