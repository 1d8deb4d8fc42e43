/** Short notices at the foot of the window. One that offers undo stays eight seconds, longer while it is pointed at. */
import { X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import { useShortcuts } from './shortcuts.ts';

export interface Toast {
  message: string;
  action?: { label: string; run: () => void };
  /** A second offer, with a key that takes it while the toast is there. */
  offer?: { label: string; keys: string; run: () => void };
  tone?: 'plain' | 'error';
  /** Takes the place of an earlier toast about the same. */
  about?: string;
}

type Shown = Toast & { key: number };

const STAY_PLAIN = 4000;
const STAY_WITH_ACTION = 8000;
const AT_ONCE = 3;

let shown: readonly Shown[] = [];
let nextKey = 1;
const listeners = new Set<() => void>();

function become(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

export function showToast(toast: Toast): void {
  const others = shown.filter((earlier) => !toast.about || earlier.about !== toast.about);
  become([...others, { ...toast, key: nextKey++ }].slice(-AT_ONCE));
}

const dismiss = (key: number) => become(shown.filter((toast) => toast.key !== key));

const api = { show: showToast };
export function useToast(): typeof api {
  return api;
}

export function ToastRegion() {
  const toasts = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => shown,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-5 z-50 flex flex-col items-center gap-2"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.key} toast={toast} />
      ))}
    </div>
  );
}

function ToastCard({ toast }: { toast: Shown }) {
  const [held, setHeld] = useState(false);
  const { offer } = toast;
  const take = () => {
    dismiss(toast.key);
    offer?.run();
  };
  useShortcuts(offer ? { [offer.keys]: take } : {}, { enabled: offer !== undefined });
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(
      () => dismiss(toast.key),
      toast.action || toast.tone === 'error' ? STAY_WITH_ACTION : STAY_PLAIN,
    );
    return () => clearTimeout(timer);
  }, [held, toast]);
  return (
    <div
      className={cx(
        'fade-in pointer-events-auto flex max-w-[560px] items-center gap-3 rounded-card border border-line',
        'bg-surface py-2 pr-2 pl-4 shadow-float',
      )}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={cx('min-w-0', toast.tone === 'error' && 'text-error')}>{toast.message}</span>
      {offer && (
        <Button size="sm" onClick={take}>
          {offer.label} <Kbd keys={offer.keys} />
        </Button>
      )}
      {toast.action && (
        <Button
          size="sm"
          onClick={() => {
            dismiss(toast.key);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <Button variant="ghost" size="icon" aria-label="Dismiss" onClick={() => dismiss(toast.key)}>
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}
