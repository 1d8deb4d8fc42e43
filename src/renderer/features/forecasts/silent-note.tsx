import { Link } from '@tanstack/react-router';
import { useFormat } from '../../ui/use-format.ts';

/** Said when nothing was booked for long: what came since is not known, and is forecast too. */
export function SilentNote({ knownUntil }: { knownUntil: string }) {
  const format = useFormat();
  return (
    <p role="note" className="rounded-card border border-line bg-surface px-4 py-2.5 text-muted">
      The last transaction is of {format.dayOfMonth(knownUntil)}. What came since is forecast from there; it gets better when you{' '}
      <Link to="/import" className="text-accent hover:underline">
        import what is missing
      </Link>
      .
    </p>
  );
}
