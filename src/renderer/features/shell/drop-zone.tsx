import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { addReceipts } from '../receipts/add-receipts.ts';
import { dropFiles } from './dropped-files.ts';

/** Pictures and PDFs dropped anywhere on the window are receipts; other files go to the import page. */
export function DropZone() {
  const [over, setOver] = useState(false);
  const navigate = useNavigate();
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (event.defaultPrevented || !carriesFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      const statements = files.filter((file) => !isReceipt(file));
      addReceipts(files.filter(isReceipt));
      if (statements.length > 0) dropFiles(statements);
      void navigate({ to: statements.length > 0 ? '/import' : '/receipts' });
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [navigate]);
  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-card border-2 border-dashed border-accent bg-page/85">
      <p className="text-title font-[650]">Drop statements to look at them before importing, and pictures of receipts to read them</p>
    </div>
  );
}

function isReceipt(file: File): boolean {
  return /^image\/|^application\/pdf$/.test(file.type) || /\.(heic|heif|pdf)$/i.test(file.name);
}
