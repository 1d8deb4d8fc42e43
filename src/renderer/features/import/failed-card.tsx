import { Button } from '../../ui/button.tsx';
import { ChooseButton } from './choose-files.tsx';

interface FailedCardProps {
  fileName: string;
  message: string;
  /** The file that waits behind it. */
  next: File | undefined;
  onNext: () => void;
  onFiles: (files: File[]) => void;
  onBack: () => void;
}

/** What happened, what was kept, what to do. */
export function FailedCard({ fileName, message, next, onNext, onFiles, onBack }: FailedCardProps) {
  return (
    <section role="alert" className="mx-auto max-w-[640px] rounded-card border border-line bg-surface px-5 py-4">
      <h2 className="text-title font-[650] break-words">{fileName} cannot be imported</h2>
      <p className="mt-1 text-error">{message}</p>
      <p className="mt-2 text-muted">Nothing was changed in your ledger.</p>
      <div className="mt-4 flex gap-2">
        {next ? (
          <Button variant="primary" onClick={onNext}>
            Go on with {next.name}
          </Button>
        ) : (
          <ChooseButton onFiles={onFiles} label="Choose another file" />
        )}
        <Button onClick={onBack}>Back</Button>
      </div>
    </section>
  );
}
