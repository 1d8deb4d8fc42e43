/**
 * Where money is taken. A provider makes a checkout for an amount, and says afterwards what became of it: on the client's
 * word with a proof (`verify`), or on its own (`readWebhook`). Nothing a client sends is believed without the provider.
 */

/** Amounts are in minor units of an ISO 4217 currency. */
export interface CheckoutWish {
  /** Ours; the provider hands it back. */
  paymentId: string;
  amountMinor: number;
  currency: string;
  description: string;
  email: string;
  /** Where the provider's page sends the person to afterwards. */
  returnUrl: string;
}

export interface Checkout {
  /** The provider's id of the checkout: a session, an order. */
  reference: string;
  /** What the client needs to go on, as it stands in the answer to it. */
  client: Record<string, string | number>;
}

/** What a client gives to prove that it paid: razorpay_* fields, or the other provider's session id. */
export type PaymentProof = Readonly<Record<string, string | undefined>>;

export interface PaidCheckout {
  reference: string;
  /** The provider's id of the payment, for refunds. */
  paymentReference: string;
  amountMinor: number;
  currency: string;
}

export type ProviderEvent =
  | ({ id: string; kind: 'paid' } & PaidCheckout)
  | { id: string; kind: 'failed'; reference: string; reason: string }
  | { id: string; kind: 'refunded'; paymentReference: string; refundedMinor: number }
  /** Nothing of ours. */
  | { id: string; kind: 'other' };

export interface PaymentProvider {
  readonly name: 'stripe' | 'razorpay' | 'manual';
  /** Asked twice with the same `paymentId`, it answers the same checkout. @throws ProviderError */
  createCheckout(wish: CheckoutWish): Promise<Checkout>;
  /** Null when the proof proves nothing: a wrong signature, a session that is not paid. @throws ProviderError */
  verify(proof: PaymentProof): Promise<PaidCheckout | null>;
  /** `body` exactly as it came. Null when the signature is wrong, missing or too old. */
  readWebhook(body: Buffer, headers: Readonly<Record<string, string | string[] | undefined>>): ProviderEvent | null;
  /** All of it or a part. Asked twice with the same `refundId`, it gives back once. @throws ProviderError */
  refund(wish: { refundId: string; paymentReference: string; amountMinor: number }): Promise<{ refundReference: string }>;
}

/** The provider could not be reached or refused; the message is for a log, not for a client. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}
