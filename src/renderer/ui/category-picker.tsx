import { Command } from 'cmdk';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { CategoryMark } from './category-mark.tsx';
import { CommandSync } from './command-sync.tsx';
import { cx } from './cx.ts';
import { fieldLooks } from './input.tsx';
import { Popover } from './popover.tsx';
import { useCategories } from './use-categories.ts';

interface CategoryChoice {
  /** A category, null for "no category", or `none` where `allowNone` makes it a filter. */
  value: string | null;
  onChange: (value: string | null) => void;
  /** Groups can be chosen too, as filters need. */
  allowGroups?: boolean;
  /** The entry for null, such as "No category" or "Any category". Left out: there is no such entry. */
  nullLabel?: string;
  /** An entry with the value `none`: a filter for what has no category. */
  allowNone?: boolean;
}

interface CategoryPickerProps extends CategoryChoice {
  placeholder?: string;
  /** A button to use instead of the field. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  className?: string;
}

/** A field that opens a searchable list of categories; the keyboard is enough. */
export function CategoryPicker({
  placeholder = 'No category',
  trigger,
  open,
  onOpenChange,
  className,
  id,
  value,
  onChange,
  allowGroups = false,
  nullLabel,
  allowNone = false,
  ...aria
}: CategoryPickerProps) {
  const [ownOpen, setOwnOpen] = useState(false);
  const categories = useCategories();
  const chosen = categories.byId(value);
  const isOpen = open ?? ownOpen;
  const setOpen = onOpenChange ?? setOwnOpen;
  return (
    <Popover
      label="Choose a category"
      open={isOpen}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        trigger ?? (
          <button
            type="button"
            id={id}
            {...aria}
            className={cx(fieldLooks, 'inline-flex items-center justify-between gap-2 text-left', className)}
          >
            {chosen ? (
              <CategoryMark color={chosen.color} name={chosen.name} />
            ) : (
              <span className="truncate text-muted">{placeholder}</span>
            )}
            <ChevronDown size={14} className="shrink-0 text-muted" aria-hidden />
          </button>
        )
      }
    >
      <CategoryList
        value={value}
        allowGroups={allowGroups}
        allowNone={allowNone}
        {...(nullLabel === undefined ? {} : { nullLabel })}
        onChange={(next) => {
          setOpen(false);
          onChange(next);
        }}
      />
    </Popover>
  );
}

/** The searchable list alone, to put into a popover of one's own. */
export function CategoryList({ value, onChange, allowGroups, nullLabel, allowNone }: CategoryChoice) {
  const categories = useCategories();
  const item = 'flex h-7 items-center rounded-[5px] px-2 data-[selected=true]:bg-hover';
  return (
    <Command defaultValue={value ?? ''} filter={rank} loop className="flex flex-col">
      <CommandSync />
      <Command.Input
        autoFocus
        placeholder="Search categories"
        aria-label="Search categories"
        className="h-9 border-b border-line bg-transparent px-3 outline-none"
      />
      <Command.List className="max-h-[300px] scroll-py-1 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-muted">No category has that name.</Command.Empty>
        {nullLabel && (
          <Command.Item value="" keywords={[nullLabel]} onSelect={() => onChange(null)} className={item}>
            <CategoryMark color={null} name={nullLabel} />
          </Command.Item>
        )}
        {allowNone && (
          <Command.Item value="none" keywords={['No category']} onSelect={() => onChange('none')} className={item}>
            <CategoryMark color={null} name="No category" />
          </Command.Item>
        )}
        {categories.groups.map(({ group, leaves }) => (
          <Command.Group
            key={group.id}
            heading={group.name}
            className={cx(
              '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5',
              '[&_[cmdk-group-heading]]:text-mini [&_[cmdk-group-heading]]:text-muted',
            )}
          >
            {allowGroups && (
              <Command.Item
                value={group.id}
                keywords={[group.name]}
                onSelect={() => onChange(group.id)}
                className={item}
              >
                <CategoryMark color={group.color} name={`All of ${group.name}`} />
              </Command.Item>
            )}
            {leaves.map((leaf) => (
              <Command.Item
                key={leaf.id}
                value={leaf.id}
                keywords={[leaf.name, group.name]}
                onSelect={() => onChange(leaf.id)}
                className={item}
              >
                <CategoryMark color={leaf.color} name={leaf.name} />
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

/** Beginnings of names first, then beginnings of words, then anywhere, then by group. Ids are never shown nor searched. */
function rank(_id: string, search: string, keywords: string[] = []): number {
  const wanted = search.trim().toLowerCase();
  const [name = '', group = ''] = keywords.map((word) => word.toLowerCase());
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 0.8;
  if (name.includes(wanted)) return 0.6;
  return group.startsWith(wanted) ? 0.4 : 0;
}
