import { useQuery } from '@tanstack/react-query';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReceiptBox } from '#shared/contract/receipts.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { sentenceFor } from '../../ui/error-note.tsx';

export interface PictureBox {
  key: string;
  label: string;
  box: ReceiptBox;
}

interface ReceiptPictureProps {
  id: string;
  /** Another picture comes when it was read: the upright one. */
  version: string;
  /** Size of the picture that the boxes are on; null before it was read. */
  size: { width: number; height: number } | null;
  boxes: readonly PictureBox[];
  active: string | null;
  onChoose: (key: string) => void;
}

const LARGEST = 4;
/** Pixels of the page that a receipt takes at most before it is enlarged: it is a slip of paper, not a poster. */
const USUAL_WIDTH = 620;
/** Share of the width that a box takes when it is shown, with what is around it; a short word is not blown up. */
const SHOWN_WIDTH = 0.35;
const SHOWN_ZOOM = 1.8;

/** The picture with where each field was read; the one in hand is brought into view and enlarged. */
export function ReceiptPicture({ id, version, size, boxes, active, onChoose }: ReceiptPictureProps) {
  const { url, error } = usePicture(id, version);
  const view = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [broken, setBroken] = useState(false);
  const shown = boxes.find(({ key }) => key === active)?.box ?? null;
  const wanted = shown && size ? Math.min(SHOWN_ZOOM, Math.max(1, (SHOWN_WIDTH * size.width) / Math.max(1, shown.width))) : null;
  useEffect(() => {
    if (wanted !== null) setZoom(wanted);
  }, [wanted, active]);
  useEffect(() => setBroken(false), [url]);

  useLayoutEffect(() => {
    const box = view.current;
    if (!box || !shown || !size) return;
    const width = widthIn(box) * zoom;
    const scale = width / size.width;
    const margin = Math.max(0, (box.clientWidth - width) / 2);
    box.scrollTo({
      left: margin + (shown.left + shown.width / 2) * scale - box.clientWidth / 2,
      top: (shown.top + shown.height / 2) * scale - box.clientHeight / 2,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    });
  }, [zoom, shown, size, url]);

  const fitWhole = () => {
    const box = view.current;
    if (!box || !size) return setZoom(1);
    setZoom(Math.min(1, (box.clientHeight * size.width) / (size.height * widthIn(box))));
  };
  const percent = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return (
    <div className="relative flex min-w-0 flex-1 flex-col bg-hover">
      <div
        ref={view}
        // A region that scrolls must be reachable from the keyboard.
        tabIndex={0}
        role="group"
        aria-label="Picture of the receipt"
        className="min-h-0 flex-1 overflow-auto outline-offset-[-2px]"
      >
        {url && !broken ? (
          <div className="relative mx-auto" // Its height is known before the picture is there: places on it can be scrolled to.
            style={{
              width: `calc(min(100%, ${USUAL_WIDTH}px) * ${zoom})`,
              ...(size ? { aspectRatio: `${size.width} / ${size.height}` } : {}),
            }}>
            <img src={url} alt="The receipt" className="block w-full select-none" draggable={false} onError={() => setBroken(true)} />
            {size &&
              boxes.map(({ key, label, box }) => (
                <button
                  key={key}
                  type="button"
                  // The fields themselves are in the tab order.
                  tabIndex={-1}
                  aria-label={`${label} on the picture`}
                  title={label}
                  onClick={() => onChoose(key)}
                  className={cx(
                    'absolute rounded-[3px] border-2 transition-colors',
                    key === active ? 'border-[#0f766e] bg-[#0f766e]/15' : 'border-transparent hover:border-[#0f766e]/60',
                  )}
                  style={{
                    left: `calc(${percent(box.left, size.width)} - 4px)`,
                    top: `calc(${percent(box.top, size.height)} - 4px)`,
                    width: `calc(${percent(box.width, size.width)} + 8px)`,
                    height: `calc(${percent(box.height, size.height)} + 8px)`,
                  }}
                />
              ))}
          </div>
        ) : (
          <p className="mx-auto mt-24 max-w-64 text-center">
            {error ? sentenceFor(error) : broken ? 'There is no picture of this file to show.' : ''}
          </p>
        )}
      </div>
      <div className="absolute right-3 bottom-3 flex gap-1 rounded-control border border-line bg-surface p-0.5">
        <Button variant="ghost" size="icon" aria-label="Smaller" onClick={() => setZoom((now) => Math.max(0.25, now / 1.4))}>
          <ZoomOut size={14} aria-hidden />
        </Button>
        <Button variant="ghost" size="icon" aria-label="Larger" onClick={() => setZoom((now) => Math.min(LARGEST, now * 1.4))}>
          <ZoomIn size={14} aria-hidden />
        </Button>
        <Button variant="ghost" size="icon" aria-label="The whole receipt" onClick={fitWhole}>
          <Maximize size={14} aria-hidden />
        </Button>
      </div>
    </div>
  );
}

function widthIn(view: HTMLElement): number {
  return Math.min(USUAL_WIDTH, view.clientWidth);
}

function usePicture(id: string, version: string): { url: string | null; error: unknown } {
  const { data, error } = useQuery({
    ...orpc.receipts.picture.queryOptions({ input: { id } }),
    queryKey: [...orpc.receipts.picture.queryKey({ input: { id } }), version],
    staleTime: Infinity,
    retry: false,
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return setUrl(null);
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return { url, error };
}
