/** Signing up, signing in and what keeps an account safe. The first four rows are fixed by existing clients. */
import { z } from 'zod';
import { call } from '../../http/call.ts';
import { errorAnswer, id, idParam, messageAnswer, timestamp } from '../../http/scalars.ts';

export const username = z
  .string()
  .trim()
  .min(2, 'A username has at least 2 characters.')
  .max(60, 'A username has at most 60 characters.')
  .regex(/^[\p{L}\p{N}._ -]+$/u, 'A username is made of letters, digits, spaces and . _ -');
export const email = z.email('This is not an e-mail address.').max(254);
export const newPassword = z.string().min(8, 'A password has at least 8 characters.').max(200, 'A password has at most 200 characters.');

const secret = z.string().min(1).max(1000);
const code = z.string().trim().regex(/^\d{6}$/, 'A code has six digits.');
const tokenPair = z.object({ refresh: z.string(), access: z.string() });

export const signUp = call({
  method: 'POST',
  path: '/api/users/signup/',
  access: 'anonymous',
  summary: 'Makes an account and sends the message that confirms its e-mail address.',
  body: z.object({ username, email, password: newPassword, phone_number: z.string().trim().max(40).nullish() }),
  answers: { 201: z.object({ message: z.string(), user_id: id }), 403: errorAnswer, 409: errorAnswer },
  example: {
    request: { username: 'mara', email: 'mara@example.org', password: 'a long sentence' },
    answer: { message: 'User created successfully', user_id: '0199f0a1-7c1e-7a3b-9d55-0c3c2f0c7a11' },
  },
});

export const logIn = call({
  method: 'POST',
  path: '/api/users/login/',
  access: 'anonymous',
  summary: 'Signs in. With a second factor, `code` is needed as well.',
  body: z
    .object({ username: secret.optional(), email: secret.optional(), password: secret, code: code.optional() })
    .refine((body) => (body.username ?? body.email) !== undefined, 'Give a username or an email.'),
  answers: { 200: tokenPair.extend({ message: z.string() }), 401: errorAnswer },
  example: {
    request: { email: 'mara@example.org', password: 'a long sentence' },
    answer: { refresh: 'eyJhbGciOi…', access: 'eyJhbGciOi…', message: 'Login successful' },
  },
});

export const obtainToken = call({
  method: 'POST',
  path: '/api/token/',
  access: 'anonymous',
  summary: 'Signs in, for clients that want nothing but tokens.',
  body: z
    .object({ email: secret.optional(), username: secret.optional(), password: secret, code: code.optional() })
    .refine((body) => (body.username ?? body.email) !== undefined, 'Give an email.'),
  answers: { 200: tokenPair, 401: errorAnswer },
});

export const refreshToken = call({
  method: 'POST',
  path: '/api/token/refresh/',
  access: 'anonymous',
  summary: 'Gives new tokens for a refresh token, which is used up by it. One that is used twice ends the session.',
  body: z.object({ refresh: z.string().max(4000).optional() }),
  answers: { 200: tokenPair, 401: errorAnswer },
});

export const logOut = call({
  method: 'POST',
  path: '/api/users/logout/',
  access: 'user',
  summary: 'Ends this session.',
  answers: { 200: messageAnswer },
});

export const listSessions = call({
  method: 'GET',
  path: '/api/users/sessions/',
  access: 'user',
  summary: 'Where this account is signed in.',
  answers: {
    200: z.array(
      z.object({
        id,
        user_agent: z.string().nullable(),
        ip: z.string().nullable(),
        created_at: timestamp,
        last_used_at: timestamp,
        is_current: z.boolean(),
      }),
    ),
  },
});

export const revokeSession = call({
  method: 'DELETE',
  path: '/api/users/sessions/{id}/',
  access: 'user',
  summary: 'Signs one device out.',
  params: idParam,
  answers: { 204: null },
});

export const verifyEmail = call({
  method: 'POST',
  path: '/api/users/verify-email/',
  access: 'anonymous',
  summary: 'Confirms an e-mail address with the token of the message.',
  body: z.object({ token: secret }),
  answers: { 200: messageAnswer, 400: errorAnswer },
});

export const resendVerification = call({
  method: 'POST',
  path: '/api/users/resend-verification/',
  access: 'user',
  summary: 'Sends the message that confirms the e-mail address once more.',
  answers: { 200: messageAnswer },
});

export const requestPasswordReset = call({
  method: 'POST',
  path: '/api/users/password-reset/',
  access: 'anonymous',
  summary: 'Sends a link to set a new password, if there is such an account. The answer is the same if there is none.',
  body: z.object({ email }),
  answers: { 200: messageAnswer },
});

export const confirmPasswordReset = call({
  method: 'POST',
  path: '/api/users/password-reset/confirm/',
  access: 'anonymous',
  summary: 'Sets a new password with the token of the message, and signs all devices out.',
  body: z.object({ token: secret, password: newPassword }),
  answers: { 200: messageAnswer, 400: errorAnswer },
});

export const changePassword = call({
  method: 'POST',
  path: '/api/users/change-password/',
  access: 'user',
  summary: 'Sets a new password and signs all other devices out.',
  body: z.object({ current_password: secret, new_password: newPassword }),
  answers: { 200: messageAnswer, 400: errorAnswer },
});

export const startSecondFactor = call({
  method: 'POST',
  path: '/api/users/second-factor/',
  access: 'user',
  summary: 'Makes the secret of a second factor (TOTP). It is in force once a code confirms it.',
  answers: { 200: z.object({ secret: z.string(), otpauth_url: z.string(), qr_code: z.string() }), 409: errorAnswer },
});

export const confirmSecondFactor = call({
  method: 'POST',
  path: '/api/users/second-factor/confirm/',
  access: 'user',
  summary: 'Puts the second factor in force.',
  body: z.object({ code }),
  answers: { 200: messageAnswer, 400: errorAnswer },
});

export const dropSecondFactor = call({
  method: 'POST',
  path: '/api/users/second-factor/disable/',
  access: 'user',
  summary: 'Signs in with the password alone again.',
  body: z.object({ password: secret, code }),
  answers: { 200: messageAnswer, 400: errorAnswer },
});

export const bootstrapAdmin = call({
  method: 'POST',
  path: '/api/admin/bootstrap/',
  access: 'anonymous',
  summary: 'Makes the first administrator with the one-time token that the server printed.',
  body: z.object({ token: secret, username, email, password: newPassword }),
  answers: { 201: z.object({ message: z.string(), user_id: id }), 400: errorAnswer, 409: errorAnswer },
});
