/** Codes of an authenticator app (RFC 6238: SHA-1, 30 seconds, six digits, which is what such apps know). */
import { Secret, TOTP } from 'otpauth';
import { toDataURL } from 'qrcode';

const PERIOD_SECONDS = 30;

const totpOf = (secret: string, label: string) => new TOTP({ issuer: 'Saldo', label, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS });

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

export async function describeTotp(secret: string, label: string): Promise<{ otpauthUrl: string; qrCode: string }> {
  const otpauthUrl = totpOf(secret, label).toString();
  return { otpauthUrl, qrCode: await toDataURL(otpauthUrl) };
}

/**
 * The time step whose code this is, one step of clock difference allowed; null when it is none, or of a step that is not
 * after `lastStep`: whoever sees a code being typed cannot use it again.
 */
export function totpStepOf(secret: string, code: string, now: Date, lastStep: number | null): number | null {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
  return lastStep !== null && step <= lastStep ? null : step;
}
