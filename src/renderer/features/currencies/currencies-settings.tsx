import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { CurrencyPicker } from '../../ui/currency-picker.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Row, Section } from '../settings/section.tsx';
import { useSettings, useUpdateSettings } from '../shell/use-settings.ts';
import { foundRateInWords } from './rate-words.ts';

/** The currency of reports, the others in use with their rates, and the way to the converter. */
export function CurrenciesSettings() {
  const settings = useSettings();
  const update = useUpdateSettings();
  const queries = useQueryClient();
  const format = useFormat();
  const { data: coverage } = useQuery(orpc.currencies.coverage.queryOptions());
  const { data: inUse } = useQuery(orpc.currencies.inUse.queryOptions());
  const base = settings?.baseCurrency;
  if (!base) return null;
  return (
    <Section title="Currencies">
      <Row
        name="Currency of reports"
        note="Totals over all accounts are in it. Accounts and transactions keep their own."
      >
        <CurrencyPicker
          aria-label={`Currency of reports: ${base}`}
          className="w-60"
          value={base}
          onChange={(baseCurrency) =>
            update.mutate({ baseCurrency }, { onSuccess: () => void queries.invalidateQueries() })
          }
        />
      </Row>
      {inUse
        ?.filter(({ code }) => code !== base)
        .map(({ code, accounts, inBase }) => {
          const words = inBase && foundRateInWords(inBase, code, base, format.locale);
          return (
            <Row
              key={code}
              name={code}
              note={accounts === 0 ? 'in payments abroad' : `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`}
            >
              {words ? (
                <span className="text-right text-small text-muted tabular-nums">
                  {words.rate} · {words.source}
                  {words.old && <span className="block text-warning">{words.old}</span>}
                </span>
              ) : (
                <Link
                  to="/currencies"
                  search={{ from: code, to: base }}
                  className="text-small text-warning underline underline-offset-2"
                >
                  No rate is known. Enter one.
                </Link>
              )}
            </Row>
          );
        })}
      <Row
        name="Converter and rates"
        note={coverage?.lastDay ? `Rates are known up to ${format.day(coverage.lastDay)}.` : undefined}
      >
        <Button size="sm" asChild>
          <Link to="/currencies">Open</Link>
        </Button>
      </Row>
    </Section>
  );
}
