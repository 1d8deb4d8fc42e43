/** /healthz says that the process is alive, /readyz that it can answer requests: the database is in reach. */
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { RequestError } from './problem.ts';

export function mountHealth(app: FastifyInstance, pool: pg.Pool): void {
  app.get('/healthz', { logLevel: 'warn' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'warn' }, async (request) => {
    try {
      await pool.query('SELECT 1');
    } catch (error) {
      request.log.error({ err: error }, 'database not in reach');
      throw new RequestError(503, 'The database is not in reach.');
    }
    return { status: 'ready' };
  });
}
