import type { FoundRate } from '#shared/contract/currencies.ts';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { foundRateInWords } from './rate-words.ts';

interface RateNoteProps {
  found: FoundRate;
  from: string;
  to: string;
  className?: string;
}

/** What a converted number says of itself: its rate, whose it is and of which day. */
export function RateNote({ found, from, to, className }: RateNoteProps) {
  const { locale } = useFormat();
  const words = foundRateInWords(found, from, to, locale);
  if (!words) return null;
  return (
    <div className={cx('text-small text-muted tabular-nums', className)}>
      <p>
        {words.rate} · {words.source}
      </p>
      {words.steps.length > 0 && <p>From {words.steps.join(' and ')}</p>}
      {words.old && <p className="text-warning">{words.old}</p>}
    </div>
  );
}
