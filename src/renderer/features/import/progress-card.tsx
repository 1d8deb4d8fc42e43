import { useImportProgress } from '../../core-events.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface ProgressCardProps {
  importId: string;
  fileName: string;
  /** "Reading", "Saving". */
  doing: string;
  onCancel: () => void;
}

const phases = { reading: 'Reading the file', checking: 'Looking for what is here already', saving: 'Saving' } as const;

export function ProgressCard({ importId, fileName, doing, onCancel }: ProgressCardProps) {
  const format = useFormat();
  const progress = useImportProgress(importId);
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  const percent = Math.round(share * 100);
  return (
    <Card>
      <div className="flex items-center gap-6">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-[620]">{fileName}</h2>
          <p className="text-small text-muted" role="status">
            {progress ? phases[progress.phase] : doing}
            {percent > 0 && ` · ${format.count(percent)} %`}
          </p>
          <div
            role="progressbar"
            aria-label={`${doing} ${fileName}`}
            aria-valuenow={percent}
            className="mt-2 h-1 overflow-hidden rounded-full bg-line"
          >
            <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
          </div>
        </div>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </Card>
  );
}
