import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '../button.tsx';

interface ChartMenuProps {
  title: string;
  asTable: boolean;
  onToggleTable: () => void;
  onSave: (format: 'png' | 'svg' | 'csv') => void;
}

const itemLooks = 'flex h-7 items-center rounded-[5px] px-2 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover';

export function ChartMenu({ title, asTable, onToggleTable, onSave }: ChartMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button variant="ghost" size="icon" aria-label={`${title}: save or show as table`} title="Save or show as table">
          <Ellipsis size={15} aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="fade-in z-50 min-w-[180px] rounded-card border border-line bg-surface p-1 shadow-float"
        >
          <DropdownMenu.Item className={itemLooks} onSelect={onToggleTable}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </DropdownMenu.Item>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={itemLooks} disabled={asTable} onSelect={() => onSave('png')}>
            Save as PNG
          </DropdownMenu.Item>
          <DropdownMenu.Item className={itemLooks} disabled={asTable} onSelect={() => onSave('svg')}>
            Save as SVG
          </DropdownMenu.Item>
          <DropdownMenu.Item className={itemLooks} onSelect={() => onSave('csv')}>
            Save data as CSV
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
