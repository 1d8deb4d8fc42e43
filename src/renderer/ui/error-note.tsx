import { ORPCError } from '@orpc/client';
import { Button } from './button.tsx';

/** The sentence for a person in whatever was thrown. */
export function sentenceFor(error: unknown): string {
  if (error instanceof ORPCError && error.code === 'INTERNAL_SERVER_ERROR') {
    return 'Something went wrong inside Saldo. Your ledger is as it was.';
  }
  if (error instanceof Error && error.name === 'AbortError')
    return 'The connection broke off. Check whether it was saved.';
  return error instanceof Error && error.message ? error.message : 'Something went wrong inside Saldo.';
}

/** The field at fault, where the error names one. */
export function fieldOf(error: unknown): string | undefined {
  if (!(error instanceof ORPCError)) return undefined;
  const data: unknown = error.data;
  return data && typeof data === 'object' && 'field' in data && typeof data.field === 'string' ? data.field : undefined;
}

interface ErrorNoteProps {
  error: unknown;
  onRetry?: () => void;
}

export function ErrorNote({ error, onRetry }: ErrorNoteProps) {
  return (
    <div
      role="alert"
      className="flex items-center justify-between gap-4 rounded-card border border-line bg-surface px-4 py-3"
    >
      <span className="text-error">{sentenceFor(error)}</span>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
