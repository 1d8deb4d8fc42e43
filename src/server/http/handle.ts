/** Binds a call of a contract to the function that answers it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AnswerOf, Call, CallShape, ParamsOf, QueryOf, RequestBodyOf } from './call.ts';

export type Role = 'user' | 'admin';

/** Who calls, read from the access token and looked up in the database in every request. */
export interface Caller {
  id: string;
  username: string;
  email: string;
  role: Role;
  emailVerified: boolean;
  sessionId: string;
}

export interface Exchange<Shape extends CallShape> {
  params: ParamsOf<Shape>;
  query: QueryOf<Shape>;
  body: RequestBodyOf<Shape>;
  /** Null only for `anonymous` calls. */
  caller: Shape['access'] extends 'anonymous' ? null : Caller;
  request: FastifyRequest;
  reply: FastifyReply;
}

export type Handler<Shape extends CallShape> = (exchange: Exchange<Shape>) => Promise<AnswerOf<Shape>>;

export interface RouteAnswer {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** A call and its handler; the types of the handler were checked by {@link handle}. */
export interface Route {
  call: CallShape;
  handler(exchange: unknown): Promise<RouteAnswer>;
}

export function handle<Shape extends CallShape>(call: Call<Shape>, handler: NoInfer<Handler<Shape>>): Route {
  return { call, handler: async (exchange) => (await handler(exchange as Exchange<Shape>)) as RouteAnswer };
}
