import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../client.ts';

const none: readonly string[] = [];

/** Codes for which rates are known, withdrawn currencies too. */
export function useKnownCurrencies(): readonly string[] {
  const { data } = useQuery({
    ...orpc.currencies.coverage.queryOptions(),
    select: (coverage) => coverage.currencies.map((currency) => currency.code),
  });
  return data ?? none;
}
