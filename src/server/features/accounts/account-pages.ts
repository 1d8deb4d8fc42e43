/** The pages that links lead to: those in messages, and the one that the server prints at its first start. They need nothing but this server. */
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const folder = join(import.meta.dirname, 'pages');

export async function mountAccountPages(app: FastifyInstance): Promise<void> {
  await app.register(files, { root: folder, prefix: '/account-pages/', index: false, decorateReply: !app.hasReplyDecorator('sendFile') });
  for (const page of ['verify-email', 'reset-password', 'setup', 'join']) {
    app.get(`/${page}`, async (_request, reply) => await reply.sendFile(`${page}.html`, folder));
  }
}
