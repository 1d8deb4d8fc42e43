import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface BulkBarProps {
  count: number;
  picking: boolean;
  onPicking: (open: boolean) => void;
  onCategory: (categoryId: string | null) => void;
  onExport: () => void;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the selected rows. */
export function BulkBar({ count, picking, onPicking, onCategory, onExport, onDelete, onClear }: BulkBarProps) {
  const format = useFormat();
  return (
    <div
      role="toolbar"
      aria-label="Selected transactions"
      className="flex h-11 shrink-0 items-center gap-2 border-t border-line bg-surface px-5"
    >
      <span className="mr-2 font-[530]">{format.count(count)} selected</span>
      <CategoryPicker
        open={picking}
        onOpenChange={onPicking}
        value={null}
        nullLabel="No category"
        onChange={onCategory}
        trigger={
          <Button size="sm">
            Set category <Kbd keys="c" />
          </Button>
        }
      />
      <Button size="sm" onClick={onExport}>
        Export
      </Button>
      <Button size="sm" onClick={onDelete}>
        Delete
      </Button>
      <Button size="sm" variant="ghost" className="ml-auto" onClick={onClear}>
        Clear selection <Kbd keys="escape" />
      </Button>
    </div>
  );
}
