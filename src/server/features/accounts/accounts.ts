/** The feature accounts: who somebody is, for all other features. */
import type { FastifyRequest } from 'fastify';
import type { Feature, ServerContext } from '../../context.ts';
import type { Caller } from '../../http/handle.ts';
import { mountAccountPages } from './account-pages.ts';
import { createIdentify } from './identify.ts';
import { sweepAccounts } from './repository.ts';
import { accountRoutes } from './routes.ts';
import { createAccountService } from './service.ts';
import { createTokens } from './tokens.ts';

const KEPT_DAYS = 30;

export interface Accounts extends Feature {
  identify(request: FastifyRequest): Promise<Caller | null>;
  bootstrapLink(): Promise<string | null>;
}

export function createAccounts(context: ServerContext): Accounts {
  const tokens = createTokens(context.config.tokenSecret, context.clock.now);
  const service = createAccountService(context, tokens);
  context.jobs.add({
    name: 'sweep-accounts',
    cron: '41 3 * * *',
    run: () => sweepAccounts(context.db, new Date(context.clock.now().getTime() - KEPT_DAYS * 24 * 60 * 60 * 1000)),
  });
  return {
    identify: createIdentify(context.pool, tokens),
    routes: accountRoutes(service, { secureCookies: () => context.publicUrl().startsWith('https:') }),
    mount: mountAccountPages,
    async bootstrapLink() {
      const token = await service.bootstrapToken();
      return token === null ? null : `${context.publicUrl()}/setup#${token}`;
    },
  };
}
