/** /openapi.json and a page that shows it to people. The page is made here, from the same document, without scripts. */
import type { FastifyInstance } from 'fastify';
import type { CallShape } from '../../http/call.ts';
import { openApiOf } from '../../http/openapi.ts';

export function mountDocs(app: FastifyInstance, calls: readonly CallShape[], publicUrl: () => string, version: string): void {
  app.get('/openapi.json', async () => openApiOf(calls, { version, url: publicUrl() }));
  app.get('/docs', async (_request, reply) => await reply.type('text/html; charset=utf-8').send(page(calls)));
}

function page(calls: readonly CallShape[]): string {
  const sections = Map.groupBy(calls, (call) => call.path.split('/')[2] ?? 'api');
  const body = [...sections].map(([name, members]) => `<h2>${escape(name)}</h2>${members.map(row).join('')}`).join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Saldo server: calls</title><style>${STYLE}</style>
<main><h1>Calls of the Saldo server</h1>
<p>Send <code>Authorization: Bearer ACCESS</code> except where “anonymous” stands.
The same as <a href="/openapi.json">openapi.json</a>.</p>${body}</main></html>`;
}

function row({ method, path, access, summary, example }: CallShape): string {
  const examples = [
    example?.request === undefined ? '' : `<h3>Request</h3><pre>${escape(JSON.stringify(example.request, null, 2))}</pre>`,
    example?.answer === undefined ? '' : `<h3>Answer</h3><pre>${escape(JSON.stringify(example.answer, null, 2))}</pre>`,
  ].join('');
  const head = `<code><b>${method}</b> ${escape(path)}</code> <span>${escape(summary)}</span> <small>${access}</small>`;
  return examples === '' ? `<p>${head}</p>` : `<details><summary>${head}</summary>${examples}</details>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:0}
main{max-width:60rem;margin:0 auto;padding:2rem 1rem}h2{margin:2rem 0 .5rem}h3{margin:.5rem 0 0;font-size:1em}
p,summary{margin:.25rem 0}small{opacity:.7}pre{overflow:auto;padding:.5rem;background:light-dark(#f2f2f4,#222226)}`;
