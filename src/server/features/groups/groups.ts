/** The feature groups: money shared by people of this server, with changes told to all who look on. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Feature, ServerContext } from '../../context.ts';
import type { Caller } from '../../http/handle.ts';
import { permit } from '../../http/mount-routes.ts';
import { createLiveChanges } from './live-changes.ts';
import { groupRoutes } from './routes.ts';
import { createGroupService } from './service.ts';

/** Proxies close connections that are silent for a minute. */
const HEARTBEAT_MS = 25_000;

export function createGroups(context: ServerContext, identify: (request: FastifyRequest) => Promise<Caller | null>): Feature {
  const groups = createGroupService(context.db, context.clock.now);
  const live = createLiveChanges(context.databaseUrl, context.log);
  const open = new Set<FastifyReply>();

  return {
    routes: groupRoutes({
      groups,
      today: () => context.clock.now().toISOString().slice(0, 10),
      publicUrl: context.publicUrl,
      sendInvitation: async (to, from, groupName, link) => {
        const text = `${from.username} invites you to share expenses in "${groupName}" with Saldo.\n\n${link}\n\nThe link works once, for two weeks.`;
        await context.mailer.send({ to, subject: `${from.username} invites you to ${groupName}`, text });
      },
    }),

    /** Server-sent events: `event: change`, data {"what": …}, until the client leaves. */
    mount(app) {
      app.get<{ Params: { id: string } }>('/api/group-expenses/api/groups/:id/events/', async (request, reply) => {
        const caller = (await permit('user', request, { identify })) as Caller;
        const { id } = await groups.get(caller.id, request.params.id);
        reply.hijack();
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
        reply.raw.write('retry: 3000\n\n');
        open.add(reply);
        const unlisten = live.listen(id, (what) => reply.raw.write(`event: change\ndata: ${JSON.stringify({ what })}\n\n`));
        const heartbeat = setInterval(() => reply.raw.write(': still here\n\n'), HEARTBEAT_MS);
        reply.raw.on('close', () => {
          unlisten();
          clearInterval(heartbeat);
          open.delete(reply);
        });
      });
    },

    start: () => live.start(),
    async stop() {
      for (const reply of open) reply.raw.end();
      await live.stop();
    },
  };
}
