import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Category, CategoryUse } from '#shared/contract/categories.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { whatUses } from './what-uses.ts';

interface MergeCategoryProps {
  category: Category;
  uses: readonly CategoryUse[];
  onClose: () => void;
}

export function MergeCategory({ category, uses, onClose }: MergeCategoryProps) {
  const format = useFormat();
  const categories = useCategories();
  const [into, setInto] = useState<string | null>(null);
  const merge = useMutation(
    orpc.categories.merge.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const used = whatUses(category, categories.list, uses, format.count);
  const groups = categories.list.filter((other) => other.parentId === null && other.id !== category.id);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Merge ${category.name}`}
      description={used ? `${used} follow.` : 'Nothing uses it.'}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (into) merge.mutate({ id: category.id, into });
        }}
      >
        <Field label="Into">
          {(ids) =>
            category.parentId === null ? (
              <Select
                {...ids}
                value={into}
                placeholder="Choose a group"
                options={groups.map((group) => ({ value: group.id, label: group.name }))}
                onChange={setInto}
              />
            ) : (
              <CategoryPicker {...ids} value={into} placeholder="Choose a category" onChange={setInto} />
            )
          }
        </Field>
        {merge.error && <ErrorNote error={merge.error} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!into || into === category.id || merge.isPending}>
            Merge
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
