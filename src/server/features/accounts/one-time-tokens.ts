/** Tokens that stand in a link and work once. Only their SHA-256 is kept: who reads the database cannot use them. */
import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Database } from '../../database/database.ts';
import { oneTimeTokens } from '../../database/schema/accounts.ts';

export type OneTimeKind = 'verify-email' | 'reset-password' | 'bootstrap';

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

export async function makeOneTimeToken(
  db: Database,
  kind: OneTimeKind,
  { userId, expiresAt }: { userId: string | null; expiresAt: Date },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.insert(oneTimeTokens).values({ hash: hashOf(token), kind, userId, expiresAt });
  return token;
}

/** Uses the token up. Null when it is unknown, over or used; else whose it is. */
export async function useOneTimeToken(db: Database, kind: OneTimeKind, token: string, now: Date): Promise<{ userId: string | null } | null> {
  const [row] = await db
    .update(oneTimeTokens)
    .set({ usedAt: now })
    .where(
      and(
        eq(oneTimeTokens.hash, hashOf(token)),
        eq(oneTimeTokens.kind, kind),
        isNull(oneTimeTokens.usedAt),
        gt(oneTimeTokens.expiresAt, now),
      ),
    )
    .returning({ userId: oneTimeTokens.userId });
  return row ?? null;
}
