/** What the page may load. Everything starts forbidden; both hosts send it as a response header. */

/** `sockets`: origins of WebSockets that the page opens besides its own origin. */
export function contentSecurityPolicy(sockets: string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    // Radix locks scrolling with a style element of its own; scripts stay limited to files.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    ['connect-src', "'self'", ...sockets].join(' '),
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), usb=(), serial=(), hid=(), payment=(), microphone=(self)',
};
