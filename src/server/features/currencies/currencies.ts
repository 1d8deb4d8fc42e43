/** The feature currencies. */
import { isCurrency } from '../../../shared/currencies.ts';
import type { Feature, ServerContext } from '../../context.ts';
import { handle } from '../../http/handle.ts';
import { RequestError } from '../../http/problem.ts';
import { toDecimal, toMinor } from '../../http/scalars.ts';
import { today } from '../../today.ts';
import { convertCurrency } from './contract.ts';
import { convert, rateBook } from './exchange-rates.ts';

export function createCurrencies({ clock }: ServerContext): Feature {
  return {
    routes: [
      handle(convertCurrency, async ({ query }) => {
        const { base, target, amount, date = today(clock) } = query;
        const unknown = [base, target].find((code) => !isCurrency(code));
        if (unknown !== undefined) throw new RequestError(400, `${unknown} is not a currency.`);
        const found = rateBook().find(base, target, date);
        if (!found) throw new RequestError(400, `No rate between ${base} and ${target} is known on ${date}.`);
        const amountMinor = amount === undefined ? null : toMinor(amount, base);
        const converted = amountMinor === null ? null : convert(amountMinor, base, target, date);
        const amounts =
          amountMinor === null || !converted
            ? {}
            : { amount: toDecimal(amountMinor, base), converted_amount: toDecimal(converted.amountMinor, target) };
        const { rate, rateDate, source } = found;
        return { status: 200, body: { rate: Number(rate), base, target, rate_date: rateDate, source, ...amounts } };
      }),
    ],
  };
}
