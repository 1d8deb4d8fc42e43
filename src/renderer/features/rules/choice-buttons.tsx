import { cx } from '../../ui/cx.ts';

interface ChoiceButtonsProps<T extends string | number> {
  label: string;
  options: readonly { value: T; label: string }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Some of a few: each a button that stays pressed. */
export function ChoiceButtons<T extends string | number>({ label, options, chosen, onChange }: ChoiceButtonsProps<T>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {options.map(({ value, label: name }) => {
        const pressed = chosen.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={pressed}
            className={cx(
              'h-[30px] rounded-control border px-2.5',
              pressed ? 'border-accent bg-accent-soft text-on-accent-soft' : 'border-line bg-surface hover:bg-hover',
            )}
            onClick={() => onChange(pressed ? chosen.filter((other) => other !== value) : [...chosen, value])}
          >
            {name}
          </button>
        );
      })}
    </div>
  );
}
