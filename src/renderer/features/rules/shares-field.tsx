import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { SplitShare } from '#shared/contract/rules.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Input } from '../../ui/input.tsx';
import { useCategories } from '../../ui/use-categories.ts';

/** Parts of a split by percent; the last is the rest. */
export function SharesField({ parts, onChange }: { parts: readonly SplitShare[]; onChange: (parts: SplitShare[]) => void }) {
  const categories = useCategories();
  const change = (at: number, part: Partial<SplitShare>) =>
    onChange(parts.map((other, index) => (index === at ? { ...other, ...part } : other)));
  const named = parts.reduce((sum, part) => sum + (part.share === 'rest' ? 0 : part.share), 0);
  return (
    <ol aria-label="Parts of the split" className="flex flex-col gap-2">
      {parts.map((part, at) => (
        <li key={`${at} ${parts.length}`} className="flex items-center gap-2">
          <CategoryPicker
            aria-label={`Category of part ${at + 1}: ${categories.byId(part.categoryId)?.name ?? 'No category'}`}
            value={part.categoryId}
            nullLabel="No category"
            onChange={(categoryId) => change(at, { categoryId })}
          />
          {part.share === 'rest' ? (
            <span className="w-24 shrink-0 text-right text-muted">rest, {Math.max(0, 10_000 - named) / 100} %</span>
          ) : (
            <span className="flex w-24 shrink-0 items-center justify-end gap-1">
              <PercentInput label={`Percent of part ${at + 1}`} share={part.share} onChange={(share) => change(at, { share })} /> %
            </span>
          )}
          {parts.length > 2 && part.share !== 'rest' && (
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove part ${at + 1}`}
              onClick={() => onChange(parts.filter((_, index) => index !== at))}
            >
              <X size={14} aria-hidden />
            </Button>
          )}
        </li>
      ))}
      <li>
        <Button size="sm" onClick={() => onChange(withPart(parts))}>
          <Plus size={13} aria-hidden /> Part
        </Button>
      </li>
    </ol>
  );
}

/** One more, before the rest. */
function withPart(parts: readonly SplitShare[]): SplitShare[] {
  const rest = parts.findIndex((part) => part.share === 'rest');
  return parts.toSpliced(rest < 0 ? parts.length : rest, 0, { categoryId: null, share: 1000, note: '' });
}

/** Hundredths of a percent outside, a percent with at most two decimals inside. */
function PercentInput({ label, share, onChange }: { label: string; share: number; onChange: (share: number) => void }) {
  const [text, setText] = useState(String(share / 100));
  return (
    <Input
      aria-label={label}
      inputMode="decimal"
      className="w-16! text-right"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const match = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(event.target.value.trim());
        if (!match) return;
        const next = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
        if (next >= 1 && next <= 9_999) onChange(next);
      }}
      onBlur={() => setText(String(share / 100))}
    />
  );
}
