import { useState } from 'react';
import { categoryColors, categoryIcons, type Category } from '#shared/contract/categories.ts';
import { client } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryIcon } from '../../ui/category-icon.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote, fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { offerUndo } from '../shell/undo.ts';

export interface EditedCategory {
  /** Null for a new one. */
  category: Category | null;
  /** Its group; null for a group. */
  parentId: string | null;
}

const kinds = [
  { value: 'expense', label: 'Spending' },
  { value: 'income', label: 'Income' },
  { value: 'transfer', label: 'Neither: transfers' },
] as const;

/** Adds a category or a group, or changes one: name, group, colour and icon. */
export function CategoryDialog({ edited: { category, parentId }, onClose }: { edited: EditedCategory; onClose: () => void }) {
  const categories = useCategories();
  const groups = categories.list.filter((other) => other.parentId === null);
  const group = categories.byId(parentId);
  const isGroup = parentId === null;
  const [name, setName] = useState(category?.name ?? '');
  const [into, setInto] = useState(parentId);
  const [kind, setKind] = useState<Category['kind']>(category?.kind ?? 'expense');
  const [color, setColor] = useState(category?.color ?? group?.color ?? categoryColors[0].value);
  const [icon, setIcon] = useState(category?.icon ?? group?.icon ?? null);
  const [failure, setFailure] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);

  const save = async () => {
    setSaving(true);
    try {
      let change;
      if (category === null) {
        change = await client.categories.create({ name, parentId: into, color, icon, ...(isGroup ? { kind } : {}) });
      } else {
        change = await client.categories.update({
          id: category.id,
          ...(name === category.name ? {} : { name }),
          ...(color === category.color ? {} : { color }),
          ...(icon === category.icon ? {} : { icon }),
        });
        if (into !== parentId) {
          const last = categories.list.filter((other) => other.parentId === into).length;
          change = await client.categories.move({ id: category.id, parentId: into, to: last });
        }
      }
      offerUndo(change);
      onClose();
    } catch (error) {
      setFailure(error);
      setSaving(false);
    }
  };
  const nameError = failure && fieldOf(failure) === 'name' ? sentenceFor(failure) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={category ? `Change ${category.name}` : isGroup ? 'New group' : `New category in ${group?.name ?? ''}`}
      className="w-[480px]!"
    >
      <form
        className="flex flex-col gap-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !saving) void save();
        }}
      >
        <Field label="Name" error={nameError}>
          {(ids) => (
            <Input {...ids} autoFocus maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        {isGroup && category === null && (
          <Field label="It is for">
            {(ids) => <Select {...ids} value={kind} options={kinds} onChange={setKind} />}
          </Field>
        )}
        {!isGroup && (
          <Field label="Group">
            {(ids) => (
              <Select
                {...ids}
                value={into}
                options={groups.map((other) => ({ value: other.id, label: other.name }))}
                onChange={setInto}
              />
            )}
          </Field>
        )}
        <div>
          <p className="mb-1 text-small text-muted">Colour</p>
          <div role="radiogroup" aria-label="Colour" className="flex flex-wrap gap-1.5">
            {categoryColors.map((choice) => (
              <button
                key={choice.value}
                type="button"
                role="radio"
                aria-checked={choice.value.toLowerCase() === color.toLowerCase()}
                aria-label={choice.name}
                title={choice.name}
                className="h-6 w-6 rounded-[6px] border-2 border-surface outline-offset-2 aria-checked:outline-2 aria-checked:outline-accent"
                style={{ backgroundColor: choice.value }}
                onClick={() => setColor(choice.value)}
              />
            ))}
          </div>
        </div>
        <div>
          <p className="mb-1 text-small text-muted">Icon</p>
          <div role="radiogroup" aria-label="Icon" className="flex flex-wrap gap-1">
            {categoryIcons.map((choice) => (
              <button
                key={choice}
                type="button"
                role="radio"
                aria-checked={choice === icon}
                aria-label={choice.replaceAll('-', ' ')}
                title={choice.replaceAll('-', ' ')}
                className={cx('rounded-[6px] p-0.5 aria-checked:bg-accent-soft', choice === icon && 'outline-2 outline-accent')}
                onClick={() => setIcon(choice)}
              >
                <CategoryIcon icon={choice} color={color} />
              </button>
            ))}
          </div>
        </div>
        {failure && !nameError ? <ErrorNote error={failure} /> : null}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!name.trim() || saving}>
            {category ? 'Save' : 'Add'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
