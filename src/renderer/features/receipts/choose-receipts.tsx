import { useRef } from 'react';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { addReceipts } from './add-receipts.ts';

const ACCEPT = 'image/*,application/pdf,.heic,.heif,.pdf';

/** Opens the system's file dialog. */
export function ChooseReceipts({ label, variant = 'primary', size = 'md' }: { label: string } & Pick<ButtonProps, 'variant' | 'size'>) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label="Pictures of receipts"
        accept={ACCEPT}
        onChange={(event) => {
          addReceipts([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button variant={variant} size={size} onClick={() => chooser.current?.click()}>
        {label}
      </Button>
    </>
  );
}
