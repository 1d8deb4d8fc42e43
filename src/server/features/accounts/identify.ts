/** Who sends a request: its access token, and whether the session and the person behind it are still there. */
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Caller, Role } from '../../http/handle.ts';
import { RequestError } from '../../http/problem.ts';
import type { Tokens } from './tokens.ts';

interface CallerRow {
  username: string;
  email: string;
  role: Role;
  verified: boolean;
}

/** Every request asks this, so it is one prepared statement over two primary keys. */
const CALLER = {
  name: 'caller',
  text: `SELECT u.username, u.email, u.role, u.email_verified_at IS NOT NULL AS verified
         FROM login_session s JOIN app_user u ON u.id = s.user_id
         WHERE s.id = $1 AND s.user_id = $2 AND s.revoked_at IS NULL AND u.is_active`,
};

export function createIdentify(pool: pg.Pool, tokens: Tokens) {
  /** Null without a token. @throws RequestError 401 for a token that is over, revoked, or of a person who is gone. */
  return async (request: FastifyRequest): Promise<Caller | null> => {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) return null;
    const claims = await tokens.read('access', token);
    const { rows } = claims
      ? await pool.query<CallerRow>({ ...CALLER, values: [claims.sessionId, claims.userId] })
      : { rows: [] };
    const [row] = rows;
    if (!claims || !row) {
      throw new RequestError(401, 'The access token is not valid any more. Sign in again.', {
        headers: { 'www-authenticate': 'Bearer realm="saldo", error="invalid_token"' },
      });
    }
    const { username, email, role, verified } = row;
    return { id: claims.userId, username, email, role, emailVerified: verified, sessionId: claims.sessionId };
  };
}
