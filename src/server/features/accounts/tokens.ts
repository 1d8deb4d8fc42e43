/** Access and refresh tokens: JWTs signed with the server's secret. What they stand for is looked up in every request. */
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

export const ACCESS_SECONDS = 60 * 60;
export const REFRESH_SECONDS = 24 * 60 * 60;

const kinds = ['access', 'refresh'] as const;
export type TokenKind = (typeof kinds)[number];

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), jti: z.uuid(), kind: z.enum(kinds) });

export interface TokenClaims {
  userId: string;
  sessionId: string;
  /** Of a refresh token: which of the session's tokens it is. */
  tokenId: string;
}

export interface Tokens {
  sign(kind: TokenKind, claims: TokenClaims): Promise<string>;
  /** Null for a token of another kind, one that is over, or one that this server did not sign. */
  read(kind: TokenKind, token: string): Promise<TokenClaims | null>;
}

const lifetimes: Readonly<Record<TokenKind, number>> = {
  access: ACCESS_SECONDS,
  refresh: REFRESH_SECONDS,
};

export function createTokens(secret: string, now: () => Date): Tokens {
  const key = new TextEncoder().encode(secret);
  return {
    async sign(kind, { userId, sessionId, tokenId }) {
      const at = Math.floor(now().getTime() / 1000);
      return await new SignJWT({ sid: sessionId, kind })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(userId)
        .setJti(tokenId)
        .setIssuer('saldo')
        .setIssuedAt(at)
        .setExpirationTime(at + lifetimes[kind])
        .sign(key);
    },
    async read(kind, token) {
      try {
        const { payload } = await jwtVerify(token, key, { issuer: 'saldo', algorithms: ['HS256'], currentDate: now() });
        const parsed = claims.safeParse(payload);
        if (!parsed.success || parsed.data.kind !== kind) return null;
        return { userId: parsed.data.sub, sessionId: parsed.data.sid, tokenId: parsed.data.jti };
      } catch {
        return null;
      }
    },
  };
}
