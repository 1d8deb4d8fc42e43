/** The feature accounts: who somebody is, for all other features. */
import type { FastifyRequest } from 'fastify';
import type { Feature, ServerContext } from '../../context.ts';
import type { Caller } from '../../http/handle.ts';
import { mountAccountPages } from './account-pages.ts';
import { createIdentify } from './identify.ts';
import { accountRoutes } from './routes.ts';
import { createAccountService } from './service.ts';
import { createTokens } from './tokens.ts';

export interface Accounts extends Feature {
  identify(request: FastifyRequest): Promise<Caller | null>;
  bootstrapLink(): Promise<string | null>;
}

export function createAccounts(context: ServerContext): Accounts {
  const tokens = createTokens(context.config.tokenSecret, context.clock.now);
  const service = createAccountService(context, tokens);
  return {
    identify: createIdentify(context.pool, tokens),
    routes: accountRoutes(service, { secureCookies: () => context.publicUrl().startsWith('https:') }),
    mount: mountAccountPages,
    async bootstrapLink() {
      const token = await service.bootstrapToken();
      return token === null ? null : `${context.publicUrl()}/admin/#/setup/${token}`;
    },
  };
}
