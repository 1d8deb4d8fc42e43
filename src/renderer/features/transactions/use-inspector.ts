/** Whether the details are shown: as chosen last, else when the window has room for them. */
import { useState, useSyncExternalStore } from 'react';

const REMEMBERED = 'saldo-details';
const wide = window.matchMedia('(min-width: 1100px)');

export function useInspector(): { open: boolean; floating: boolean; setOpen: (open: boolean) => void } {
  const roomy = useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener);
      return () => wide.removeEventListener('change', listener);
    },
    () => wide.matches,
  );
  const [hidden, setHidden] = useState(() => localStorage.getItem(REMEMBERED) === 'hidden');
  const [floatingOpen, setFloatingOpen] = useState(false);
  return {
    open: roomy ? !hidden : floatingOpen,
    floating: !roomy,
    setOpen(open) {
      if (!roomy) return setFloatingOpen(open);
      localStorage.setItem(REMEMBERED, open ? 'shown' : 'hidden');
      setHidden(!open);
    },
  };
}
