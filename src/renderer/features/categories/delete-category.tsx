import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Category, CategoryUse } from '#shared/contract/categories.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { whatUses } from './what-uses.ts';

interface DeleteCategoryProps {
  category: Category;
  uses: readonly CategoryUse[];
  onClose: () => void;
}

export function DeleteCategory({ category, uses, onClose }: DeleteCategoryProps) {
  const format = useFormat();
  const categories = useCategories();
  const [reassignTo, setReassignTo] = useState<string | null>(null);
  const remove = useMutation(
    orpc.categories.remove.mutationOptions({
      meta: { quiet: true },
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const used = whatUses(category, categories.list, uses, format.count);
  const whole = category.parentId === null ? 'the group and its categories' : 'it';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${category.name}`}
      description={used ? `${used} would lose ${whole}. Give them another.` : `Nothing uses ${whole}.`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate({ id: category.id, reassignTo });
        }}
      >
        {used && (
          <Field label="They become" hint={reassignTo === null ? 'Rules that set it are turned off.' : undefined}>
            {(ids) => (
              <CategoryPicker
                {...ids}
                value={reassignTo}
                placeholder="No category, to be reviewed"
                nullLabel="No category, to be reviewed"
                onChange={setReassignTo}
              />
            )}
          </Field>
        )}
        {remove.error && <ErrorNote error={remove.error} />}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="danger" disabled={remove.isPending}>
            Delete
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
