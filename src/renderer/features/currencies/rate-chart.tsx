import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { PointerEvent } from 'react';
import { addMonths } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import type { Pair } from './converter.tsx';
import { rateInWords } from './rate-words.ts';

const spans = [
  { name: '3 months', months: 3 },
  { name: '1 year', months: 12 },
  { name: '5 years', months: 60 },
  { name: 'all', months: 12 * 28 },
] as const;

const WIDTH = 600;
const HEIGHT = 150;
const EARLIEST = '1999-01-04';

/** The rate of a pair over time. The line is a picture; its ends, least and most are said in words below. */
export function RateChart({ pair, until }: { pair: Pair; until: string }) {
  const { from, to } = pair;
  const [months, setMonths] = useState<number>(12);
  const format = useFormat();
  const start = [addMonths(until, -months), EARLIEST].sort().at(-1) ?? EARLIEST;
  const { data } = useQuery({
    ...orpc.currencies.history.queryOptions({
      input: { from, to, start: start < until ? start : addMonths(until, -1), end: until, points: 240 },
      enabled: from !== to,
    }),
    placeholderData: keepPreviousData,
  });
  const points = from === to ? [] : (data ?? []);
  return (
    <Card
      className="flex flex-col"
      title={`1 ${from} in ${to}`}
      aside={
        <div className="flex gap-1" role="group" aria-label="Span of time">
          {spans.map((span) => (
            <button
              key={span.name}
              type="button"
              aria-pressed={span.months === months}
              className={cx(
                'rounded-[5px] px-1.5 hover:bg-hover',
                span.months === months ? 'bg-hover font-[560] text-ink' : 'text-muted',
              )}
              onClick={() => setMonths(span.months)}
            >
              {span.name}
            </button>
          ))}
        </div>
      }
    >
      {points.length < 2 ? (
        <p className="grid h-[206px] place-items-center text-muted">
          {data ? 'No rates are known for this span of time.' : ''}
        </p>
      ) : (
        <Line points={points} locale={format.locale} day={(date) => format.day(date)} />
      )}
    </Card>
  );
}

interface LineProps {
  points: readonly { date: string; rate: string }[];
  locale: string;
  day: (date: string) => string;
}

function Line({ points, locale, day }: LineProps) {
  const [at, setAt] = useState<number | null>(null);
  const captionId = useId();
  // Places on the screen, nothing that anyone counts with.
  const values = points.map((point) => Number(point.rate));
  const least = Math.min(...values);
  const most = Math.max(...values);
  const room = most - least || most || 1;
  const x = (index: number) => (index / (points.length - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - 8 - ((value - least) / room) * (HEIGHT - 16);
  const path = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  const word = (index: number) => rateInWords(points[index]?.rate ?? '0', locale, 6);
  const last = points.length - 1;
  const shown = at ?? last;

  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(Math.max(0, Math.min(last, Math.round(((event.clientX - box.left) / box.width) * last))));
  };
  return (
    <figure aria-labelledby={captionId} className="flex min-h-0 flex-1 flex-col">
      <p className="flex items-baseline gap-2 tabular-nums" aria-hidden>
        <span className="font-[560]">{word(shown)}</span>
        <span className="text-small text-muted">{day(points[shown]?.date ?? '')}</span>
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="mt-1 min-h-[150px] w-full flex-1 touch-none"
        aria-hidden
        onPointerMove={follow}
        onPointerLeave={() => setAt(null)}
      >
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
        {at !== null && (
          <line x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} stroke="var(--faint)" vectorEffect="non-scaling-stroke" />
        )}
        <path d={path.join('')} fill="none" stroke="var(--accent)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption id={captionId} className="mt-1 flex justify-between text-mini text-muted tabular-nums">
        <span>{day(points[0]?.date ?? '')}</span>
        <span>
          least {word(values.indexOf(least))} · most {word(values.indexOf(most))}
        </span>
        <span>
          <span className="sr-only">{word(last)} on </span>
          {day(points[last]?.date ?? '')}
        </span>
      </figcaption>
    </figure>
  );
}
