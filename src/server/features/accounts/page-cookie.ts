/**
 * Pages keep their refresh token where scripts cannot read it. They say so with a header of their own, which no other
 * site can send along: that, and SameSite, keep requests that others cause from being taken for theirs.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { REFRESH_SECONDS } from './tokens.ts';

export const PAGE_HEADER = 'x-saldo-page';
const COOKIE = 'saldo_refresh';
const PATH = '/api/token';

const isPage = (request: FastifyRequest) => request.headers[PAGE_HEADER] !== undefined;

/** The refresh token as the answer shows it: empty for a page, which gets it as a cookie. */
export function giveRefresh(request: FastifyRequest, reply: FastifyReply, refresh: string, secure: boolean): string {
  if (!isPage(request)) return refresh;
  reply.setCookie(COOKIE, refresh, { httpOnly: true, sameSite: 'strict', secure, path: PATH, maxAge: REFRESH_SECONDS });
  return '';
}

export function takeRefresh(request: FastifyRequest, sent: string | undefined): string {
  if (sent) return sent;
  return isPage(request) ? (request.cookies[COOKIE] ?? '') : '';
}

export function dropRefresh(request: FastifyRequest, reply: FastifyReply): void {
  if (isPage(request)) reply.clearCookie(COOKIE, { path: PATH });
}
