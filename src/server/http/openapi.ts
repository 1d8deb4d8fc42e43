/** openapi.json (OpenAPI 3.1), read off the contracts: nothing in it is written twice. */
import { z } from 'zod';
import { isMedia, type Answers, type CallShape } from './call.ts';
import { problemSchema } from './problem.ts';

type Json = Record<string, unknown>;

const bearer = [{ bearer: [] }];

export function openApiOf(calls: readonly CallShape[], { version, url }: { version: string; url: string }): Json {
  const paths: Record<string, Json> = {};
  for (const call of calls) {
    const path = (paths[call.path] ??= {});
    path[call.method.toLowerCase()] = operation(call);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Saldo server', version, description: 'Accounts, shared groups, payments and administration of Saldo.' },
    servers: [{ url }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
    },
  };
}

function operation(call: CallShape): Json {
  return {
    operationId: operationId(call),
    summary: call.summary,
    tags: [call.path.split('/')[2] ?? 'api'],
    ...(call.access === 'anonymous' ? {} : { security: bearer }),
    parameters: [...parameters(call.params, 'path'), ...parameters(call.query, 'query')],
    ...requestBody(call),
    responses: { ...problems(call), ...responses(call.answers, call.example?.answer) },
  };
}

/** GET /api/users/profile/ → getUsersProfile */
function operationId({ method, path }: CallShape): string {
  const words = path
    .split('/')
    .filter((part) => part !== '' && part !== 'api')
    .map((part) => (part.startsWith('{') ? `By-${part.slice(1, -1)}` : part));
  const name = words.join('-').replace(/[-_.]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  return method.toLowerCase() + name.charAt(0).toUpperCase() + name.slice(1);
}

function parameters(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function requestBody(call: CallShape): Json {
  if (call.upload !== undefined) {
    const file = { type: 'string', format: 'binary' };
    const schema = { type: 'object', properties: { [call.upload]: file }, required: [call.upload] };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } };
  }
  if (!call.body) return {};
  const example = call.example?.request === undefined ? {} : { example: call.example.request };
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(call.body, 'input'), ...example } } } };
}

function responses(answers: Answers, example: unknown): Json {
  const entries = Object.entries(answers).map(([status, answer]) => {
    if (answer === null) return [status, { description: 'Done.' }];
    if (isMedia(answer)) return [status, { description: answer.description, content: { [answer.media]: { schema: { type: 'string' } } } }];
    const successful = Number(status) < 300;
    const content = { schema: schemaOf(answer, 'output'), ...(successful && example !== undefined ? { example } : {}) };
    const media = successful ? 'application/json' : 'application/problem+json';
    return [status, { description: successful ? 'Done.' : 'Refused.', content: { [media]: content } }];
  });
  return Object.fromEntries(entries) as Json;
}

/** What every call of that kind can answer besides: the contract lists only what is special. */
function problems(call: CallShape): Json {
  const statuses = [429];
  if (call.body ?? call.query) statuses.push(400);
  if (call.access !== 'anonymous') statuses.push(401);
  if (call.access === 'admin' || call.access === 'verified') statuses.push(403);
  if (call.params) statuses.push(404);
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(statuses.map((status) => [status, { description: 'Refused.', content }]));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}
