import { Command } from 'cmdk';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { Popover } from '../../ui/popover.tsx';
import { Chip } from './chip.tsx';

interface ChoiceChipProps {
  /** What is chosen from: "account". */
  noun: string;
  /** The choice that filters nothing: "All accounts". */
  anyLabel: string;
  value: string | undefined;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** A filter of one out of a list that can be searched. */
export function ChoiceChip({ noun, anyLabel, value, choices, onChange }: ChoiceChipProps) {
  const [open, setOpen] = useState(false);
  const label = choices.find((choice) => choice.value === value)?.label ?? value ?? anyLabel;
  const all: { value: string | undefined; label: string }[] = [{ value: undefined, label: anyLabel }, ...choices];
  return (
    <Popover
      label={`Choose ${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`}
      open={open}
      onOpenChange={setOpen}
      className="w-60"
      trigger={
        <Chip active={value !== undefined} aria-label={`${noun[0]?.toUpperCase()}${noun.slice(1)}: ${label}`}>
          <span className="truncate">{label}</span>
        </Chip>
      }
    >
      <Command defaultValue={value ?? ''} loop>
        <Command.Input
          autoFocus
          placeholder={`Search by ${noun}`}
          aria-label={`Search by ${noun}`}
          className="h-9 w-full border-b border-line bg-transparent px-3 outline-none"
        />
        <Command.List className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-4 text-center text-muted">Nothing has that name.</Command.Empty>
          {all.map((choice) => (
            <Command.Item
              key={choice.value ?? ''}
              value={choice.value ?? ''}
              keywords={[choice.label]}
              onSelect={() => {
                setOpen(false);
                onChange(choice.value);
              }}
              className="flex h-7 items-center justify-between gap-3 rounded-[5px] px-2 data-[selected=true]:bg-hover"
            >
              <span className="truncate">{choice.label}</span>
              {choice.value === value && <Check size={14} className="text-accent" aria-label="chosen" />}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </Popover>
  );
}
