import { useQuery } from '@tanstack/react-query';
import { orpc } from '../client.ts';
import { createFormat } from './format.ts';
import type { Format } from './format.ts';

let last: Format | undefined;

/** Formatting by the user's settings: their locale, else the system's; one object until a setting changes. */
export function useFormat(): Format {
  const { data } = useQuery(orpc.settings.get.queryOptions());
  const locale = usable(data?.locale) ?? navigator.language;
  const baseCurrency = data?.baseCurrency ?? null;
  if (!last || last.locale !== locale || last.baseCurrency !== baseCurrency) last = createFormat(locale, baseCurrency);
  return last;
}

function usable(locale: string | null | undefined): string | null {
  try {
    return locale ? (Intl.getCanonicalLocales(locale)[0] ?? null) : null;
  } catch {
    return null;
  }
}
