import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { orpc } from '../../client.ts';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useSettings } from '../shell/use-settings.ts';
import { Converter, type Pair } from './converter.tsx';
import { OwnRatesSection } from './own-rates-section.tsx';
import { PublishedRatesSection } from './published-rates-section.tsx';
import { RateChart } from './rate-chart.tsx';

const route = getRouteApi('/currencies');

/** A converter, the rates of a pair over time, and where rates come from. */
export function CurrenciesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const settings = useSettings();
  const inUse = useQuery(orpc.currencies.inUse.queryOptions());
  const date = search.date ?? localToday();
  // Nothing is shown before it is known which currencies are meant.
  if (!settings || !inUse.isFetched) return <Page title="Currencies">{null}</Page>;

  const base = settings.baseCurrency ?? 'EUR';
  const foreign = inUse.data?.find(({ code }) => code !== base)?.code ?? (base === 'USD' ? 'EUR' : 'USD');
  const pair: Pair = { from: search.from ?? (search.to === foreign ? base : foreign), to: search.to ?? base };
  return (
    <Page title="Currencies">
      <div className="flex max-w-[1100px] flex-col gap-8 pb-10">
        <div className="grid grid-cols-2 gap-3.5 max-[1060px]:grid-cols-1">
          <Converter
            pair={pair}
            onPair={(next) => void navigate({ search: (before) => ({ ...before, ...next }), replace: true })}
            date={date}
            onDate={(next) => void navigate({ search: (before) => ({ ...before, date: next }), replace: true })}
          />
          <RateChart pair={pair} until={date} />
        </div>
        <OwnRatesSection pair={pair} day={date} />
        <PublishedRatesSection />
      </div>
    </Page>
  );
}
