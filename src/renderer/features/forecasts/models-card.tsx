import { useState } from 'react';
import type { ForecastOutlook, ForecastSeries } from '#shared/contract/forecasts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { comparedWithMedian, modelName, scoresToShow, slowModelsInWords } from './model-words.ts';

interface ModelsCardProps {
  outlook: ForecastOutlook;
  series: ForecastSeries;
}

const kindNames = { total: 'your spending', income: 'your income', category: 'your categories' };

/** Who is listened to, and how near each would have been. */
export function ModelsCard({ outlook, series }: ModelsCardProps) {
  const [all, setAll] = useState(false);
  const scores = scoresToShow(outlook.scores, series.kind, all);
  const hidden = outlook.scores.filter(({ kind }) => kind === series.kind).length - scores.length;
  const tested = scores.find(({ model }) => model === 'combination')?.tested ?? 0;
  return (
    <Card title={`Models on ${kindNames[series.kind]}`} aside={tested > 0 ? `${tested} tested` : undefined}>
      {tested === 0 ? (
        <p className="text-muted">With so few months no model could be tested; all have the same say.</p>
      ) : (
        <div className="-mx-4 overflow-x-auto" tabIndex={0} role="region" aria-label="Models in figures">
          <table className="w-full border-collapse">
            <caption className="sr-only">How near each model was, and how much it is listened to</caption>
            <thead>
              <tr className="border-b border-line text-mini text-muted">
                <th scope="col" className="px-4 py-1.5 text-left font-[530]">Model</th>
                <th scope="col" className="px-2 py-1.5 text-right font-[530] whitespace-nowrap">Off by</th>
                <th scope="col" className="px-2 py-1.5 text-right font-[530]" title="Mean error by how much a month differs from the one before: below 1 is nearer than guessing the same again">
                  MASE
                </th>
                <th scope="col" className="px-2 py-1.5 text-right font-[530] whitespace-nowrap">Than the middle</th>
                <th scope="col" className="px-4 py-1.5 text-right font-[530]">Say</th>
              </tr>
            </thead>
            <tbody>
              {scores.map((score) => {
                const own = score.model === 'combination';
                const words = comparedWithMedian(score);
                return (
                  <tr key={score.model} className={cx('h-8 hover:bg-hover', own && 'bg-selected hover:bg-selected')}>
                    <th scope="row" className="px-4 py-1 text-left font-normal">
                      <span className={cx(own && 'font-[620]')}>{modelName(score.model)}</span>
                      {score.tested > 0 && score.tested < tested && <span className="ml-2 text-small text-muted">{score.tested} tested</span>}
                    </th>
                    <td className="px-2 text-right">
                      {score.missMinor === null ? <span className="text-muted">—</span> : <Amount minor={score.missMinor} currency={outlook.currency} whole />}
                    </td>
                    <td className="px-2 text-right text-muted tabular-nums">{score.mase === null ? '—' : score.mase.toFixed(2)}</td>
                    <td className="px-2 text-right whitespace-nowrap text-muted tabular-nums">{words ?? '—'}</td>
                    <td className="px-4 text-right whitespace-nowrap text-muted tabular-nums">{own ? '' : score.weight > 0 ? `${Math.max(1, Math.round(score.weight * 100))} %` : 'none'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <div className="mt-2 flex items-end gap-4">
        <p className="flex-1 text-small text-muted">
          {slowModelsInWords(outlook.scores, series.kind, outlook.stage, outlook.unavailable).join(' ')} Say is earned on your own
          past months, up to three months ahead; the middle is that of 12 months.
        </p>
        {(all || hidden > 0) && (
          <Button size="sm" variant="ghost" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show ${hidden} more`}
          </Button>
        )}
      </div>
    </Card>
  );
}
