/** Who may talk to the web host: only pages that it served itself, in a browser that was given this start's secret. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Access {
  /** The key of the address that a person opens; good until the host stops. */
  readonly key: string;
  /** A key that works once: command lines of other programs, where it goes, can be read by others. */
  issueTicket(): string;
  /** True for the key, and for a ticket that was not used before. */
  admit(key: string): boolean;
  /** The Set-Cookie header of an admitted browser. */
  readonly cookie: string;
  hasCookie(request: IncomingMessage): boolean;
  /** Against DNS rebinding: a foreign name that points at this machine is refused. */
  hasOwnHost(request: IncomingMessage): boolean;
  /** Browsers name the page that asks in Origin; `required` where every browser does. */
  hasOwnOrigin(request: IncomingMessage, required: boolean): boolean;
}

export function createAccess(port: number): Access {
  const key = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  const tickets = new Set<string>();
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies are shared between the ports of a host: two running hosts must not overwrite each other's.
  const name = `saldo-${port}`;

  return {
    key,
    cookie: `${name}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    issueTicket() {
      const ticket = randomBytes(24).toString('base64url');
      tickets.add(ticket);
      return ticket;
    },
    admit: (given) => tickets.delete(given) || same(given, key),
    hasCookie: (request) =>
      (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .some((pair) => pair.startsWith(`${name}=`) && same(pair.slice(name.length + 1), session)),
    hasOwnHost: (request) => hosts.has(request.headers.host ?? ''),
    hasOwnOrigin(request, required) {
      const { origin, host } = request.headers;
      return origin === undefined ? !required : origin === `http://${host}`;
    },
  };
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
