import { useEffect, useState, useSyncExternalStore } from 'react';
import { connection } from '../../client.ts';

/** A blink of the connection is not worth a word. */
const GRACE = 800;

export function ConnectionBanner() {
  const open = useSyncExternalStore(connection.subscribe, connection.state) === 'open';
  const [told, setTold] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTold(!open), open ? 0 : GRACE);
    return () => clearTimeout(timer);
  }, [open]);
  return (
    <div role="status" aria-live="polite">
      {told && !open && (
        <div className="border-b border-line bg-hover px-5 py-1.5 text-small text-warning">
          Reconnecting… What you see may be out of date. Changes wait until then.
        </div>
      )}
    </div>
  );
}
