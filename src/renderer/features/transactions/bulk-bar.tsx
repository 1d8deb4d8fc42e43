import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { HEADING_HEIGHT } from './columns.ts';
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

/** What can be done with the selected rows. It lies over the heading of the list, so that nothing moves. */
export function BulkBar({ count, picking, onPicking, onCategory, onExport, onDelete, onClear }: BulkBarProps) {
  const format = useFormat();
  return (
    <div
      role="toolbar"
      aria-label="Selected transactions"
      style={{ height: HEADING_HEIGHT }}
      className="absolute top-0 right-0 left-11 z-20 flex items-center gap-2 border-b border-line bg-page pr-5"
    >
      <span className="mr-1 font-[530]">{format.count(count)} selected</span>
      <CategoryPicker
        open={picking}
        onOpenChange={onPicking}
        value={null}
        nullLabel="No category"
        onChange={onCategory}
        trigger={
          <Button size="sm" className="h-6!">
            Set category <Kbd keys="c" />
          </Button>
        }
      />
      <Button size="sm" className="h-6!" onClick={onExport}>
        Export
      </Button>
      <Button size="sm" className="h-6!" onClick={onDelete}>
        Delete
      </Button>
      <Button size="sm" className="ml-auto h-6!" variant="ghost" onClick={onClear}>
        Clear selection <Kbd keys="escape" />
      </Button>
    </div>
  );
}
