import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { HEADING_HEIGHT } from './columns.ts';
import { Input } from '../../ui/input.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface BulkBarProps {
  count: number;
  picking: boolean;
  onPicking: (open: boolean) => void;
  onCategory: (categoryId: string | null) => void;
  onTag: (name: string) => void;
  onStatus: (status: 'pending' | 'cleared' | 'reconciled') => void;
  onExport: () => void;
  onDelete: () => void;
  onClear: () => void;
}

const statuses = [
  { value: 'pending', label: 'Pending' },
  { value: 'cleared', label: 'Cleared' },
  { value: 'reconciled', label: 'Reconciled' },
] as const;

/** What can be done with the selected rows. It lies over the heading of the list, so that nothing moves. */
export function BulkBar(props: BulkBarProps) {
  const { count, picking, onPicking, onCategory, onTag, onStatus, onExport, onDelete, onClear } = props;
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
      <BulkTag onAdd={onTag} />
      <Select
        aria-label="Set status"
        value={null}
        placeholder="Set status"
        className="h-6! w-28! text-small"
        options={statuses}
        onChange={onStatus}
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

function BulkTag({ onAdd }: { onAdd: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  return (
    <Popover
      label="Tag the selected transactions"
      open={open}
      onOpenChange={setOpen}
      className="p-2"
      trigger={
        <Button size="sm" className="h-6!">
          Tag
        </Button>
      }
    >
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!name.trim()) return;
          setOpen(false);
          setName('');
          onAdd(name.trim());
        }}
      >
        <Input
          autoFocus
          aria-label="Tag"
          placeholder="Tag"
          maxLength={60}
          className="w-44"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit">Add</Button>
      </form>
    </Popover>
  );
}
