/** Accounts over HTTP. */
import type { FastifyRequest } from 'fastify';
import { handle, type Route } from '../../http/handle.ts';
import * as contract from './contract.ts';
import { dropRefresh, giveRefresh, takeRefresh } from './page-cookie.ts';
import type { AccountService, Origin } from './service.ts';

const originOf = (request: FastifyRequest): Origin => ({ ip: request.ip, userAgent: request.headers['user-agent'] ?? null });
const said = (message: string) => ({ status: 200 as const, body: { message } });

export function accountRoutes(service: AccountService, { secureCookies }: { secureCookies(): boolean }): Route[] {
  return [
    handle(contract.signUp, async ({ body, request }) => {
      const { username, email, password, phone_number: phoneNumber = null } = body;
      const user_id = await service.signUp({ username, email, password, phoneNumber }, originOf(request));
      return { status: 201, body: { message: 'User created successfully', user_id } };
    }),
    handle(contract.logIn, async ({ body, request, reply }) => {
      const name = body.username ?? body.email ?? '';
      const { access, refresh } = await service.logIn(name, body.password, body.code ?? null, originOf(request));
      const shown = giveRefresh(request, reply, refresh, secureCookies());
      return { status: 200, body: { refresh: shown, access, message: 'Login successful' } };
    }),
    handle(contract.obtainToken, async ({ body, request, reply }) => {
      const name = body.email ?? body.username ?? '';
      const { access, refresh } = await service.logIn(name, body.password, body.code ?? null, originOf(request));
      return { status: 200, body: { refresh: giveRefresh(request, reply, refresh, secureCookies()), access } };
    }),
    handle(contract.refreshToken, async ({ body, request, reply }) => {
      const { access, refresh } = await service.refresh(takeRefresh(request, body.refresh), originOf(request));
      return { status: 200, body: { access, refresh: giveRefresh(request, reply, refresh, secureCookies()) } };
    }),
    handle(contract.logOut, async ({ caller, request, reply }) => {
      await service.logOut(caller.id, caller.sessionId);
      dropRefresh(request, reply);
      return said('Signed out.');
    }),
    handle(contract.listSessions, async ({ caller }) => {
      const sessions = await service.listSessions(caller.id);
      const body = sessions.map(({ id, userAgent, ip, createdAt, lastUsedAt }) => ({
        id,
        user_agent: userAgent,
        ip,
        created_at: createdAt.toISOString(),
        last_used_at: lastUsedAt.toISOString(),
        is_current: id === caller.sessionId,
      }));
      return { status: 200, body };
    }),
    handle(contract.revokeSession, async ({ caller, params }) => {
      await service.revokeSession(caller.id, params.id);
      return { status: 204, body: null };
    }),
    handle(contract.verifyEmail, async ({ body }) => {
      await service.verifyEmail(body.token);
      return said('Your e-mail address is confirmed.');
    }),
    handle(contract.resendVerification, async ({ caller }) => {
      await service.resendVerification(caller.id);
      return said('The message is on its way.');
    }),
    handle(contract.requestPasswordReset, async ({ body, request }) => {
      await service.requestPasswordReset(body.email, originOf(request));
      return said('If there is an account with this address, a message is on its way.');
    }),
    handle(contract.confirmPasswordReset, async ({ body }) => {
      await service.confirmPasswordReset(body.token, body.password);
      return said('The new password is set. Sign in with it.');
    }),
    handle(contract.changePassword, async ({ body, caller }) => {
      await service.changePassword(caller, body.current_password, body.new_password);
      return said('The new password is set. Other devices are signed out.');
    }),
    handle(contract.startSecondFactor, async ({ caller }) => {
      const { secret, otpauthUrl, qrCode } = await service.startSecondFactor(caller.id);
      return { status: 200, body: { secret, otpauth_url: otpauthUrl, qr_code: qrCode } };
    }),
    handle(contract.confirmSecondFactor, async ({ body, caller }) => {
      await service.confirmSecondFactor(caller.id, body.code);
      return said('The second factor is in force.');
    }),
    handle(contract.dropSecondFactor, async ({ body, caller }) => {
      await service.dropSecondFactor(caller.id, body.password, body.code);
      return said('The second factor is gone.');
    }),
    handle(contract.bootstrapAdmin, async ({ body, request }) => {
      const { token, username, email, password } = body;
      const user_id = await service.bootstrapAdmin(token, { username, email, password, phoneNumber: null }, originOf(request));
      return { status: 201, body: { message: 'The first administrator is there. Sign in.', user_id } };
    }),
  ];
}
