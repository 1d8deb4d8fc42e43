import type { PaymentMethod, ReadField } from './receipt.ts';
import { boxOfSpan, type Row } from './rows.ts';
import { labelWords } from './row-labels.ts';

const METHODS: readonly [RegExp, PaymentMethod, number][] = [
  [/\b(apple pay|google pay|g pay|samsung pay|paypal|alipay|wechat|grabpay|touch n go|boost|mobilepay|swish|twint|vipps|bizum|mb way|ewallet|e wallet)\b/, 'mobile', 0.9],
  [/\b(visa|mastercard|master card|amex|american express|maestro|discover|interac|eftpos|girocard|ec karte|kartenzahlung|tarjeta|cartao|carte bancaire|carte bleue|debit card|credit card|mydebit|pin)\b/, 'card', 0.9],
  [/\b(gift card|voucher|gutschein|store credit|meal ticket)\b/, 'voucher', 0.7],
  [/\b(cheque|check no)\b/, 'cheque', 0.5],
  [/\b(bank transfer|wire transfer|ueberweisung|uberweisung|transferencia)\b/, 'transfer', 0.8],
  [/\b(cash|efectivo|bargeld|bar gegeben|gegeben|contanti|contant|especes|tunai|dinheiro|kontant|gotowka)\b/, 'cash', 0.8],
  [/\b(debit|credit|card|karte|carte)\b/, 'card', 0.6],
];
/** `Cash & Carry`, `Cashier`, a return policy: not how this was paid. */
const NOT_PAYING = /\b(carry|cashier|refund|return|exchange|back|policy|loyalty|member|points|accept|gift card balance)\b/;

/** How it was paid: by the row that names a method beside an amount, else by any that names one. */
export function findPayment(rows: readonly Row[], hasAmount: (row: Row) => boolean): ReadField<PaymentMethod> {
  let best: ReadField<PaymentMethod> & { score: number } = { value: null, confidence: 0, box: null, score: 0 };
  for (const row of rows) {
    const words = labelWords(row.text);
    if (NOT_PAYING.test(words)) continue;
    for (const [pattern, value, weight] of METHODS) {
      if (!pattern.test(words)) continue;
      const score = weight + (hasAmount(row) ? 1 : 0);
      if (score > best.score) best = { value, confidence: hasAmount(row) ? weight : weight * 0.6, box: boxOfSpan(row, 0, row.text.length), score };
      break;
    }
  }
  const { score: _, ...field } = best;
  return field;
}
