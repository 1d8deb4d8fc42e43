import { app, protocol } from 'electron';
import { contentSecurityPolicy, securityHeaders } from '#core/adapters/static-files/content-security-policy.ts';
import { readStaticFile } from '#core/adapters/static-files/static-files.ts';
import { APP_SCHEME, isAppUrl } from './app-origin.ts';

/** Serves the built page under app://. Must run before Electron is ready: privileges of schemes are fixed then. */
export function setupAppProtocol(rendererDir: string): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
  const headers = { ...securityHeaders, 'Content-Security-Policy': contentSecurityPolicy() };

  void app.whenReady().then(() => {
    protocol.handle(APP_SCHEME, async (request) => {
      if (!isAppUrl(request.url) || request.method !== 'GET') return new Response(null, { status: 403, headers });
      const file = await readStaticFile(rendererDir, new URL(request.url).pathname);
      if (!file) return new Response(null, { status: 404, headers });
      return new Response(file.body, { headers: { ...file.headers, ...headers } });
    });
  });
}
