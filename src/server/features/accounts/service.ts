/** The rules of accounts. Nothing it answers tells a stranger whether an account is there. */
import { randomUUID } from 'node:crypto';
import type { ServerContext } from '../../context.ts';
import { isUniqueViolation } from '../../database/database.ts';
import { RequestError } from '../../http/problem.ts';
import { readServerSettings } from '../administration/server-settings.ts';
import { recordActivity } from '../activity/record-activity.ts';
import { createLockOut } from './lock-out.ts';
import { makeOneTimeToken, useOneTimeToken } from './one-time-tokens.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import * as repository from './repository.ts';
import { describeTotp, newTotpSecret, totpStepOf } from './second-factor.ts';
import { REFRESH_SECONDS, type Tokens } from './tokens.ts';

const HOUR_MS = 60 * 60 * 1000;
const VERIFY_MS = 7 * 24 * HOUR_MS;
const RESET_MS = HOUR_MS;
const BOOTSTRAP_MS = 7 * 24 * HOUR_MS;

const limits = {
  signUp: { name: 'sign-up-from', most: 20, seconds: 3600 },
  logIn: { name: 'log-in-from', most: 60, seconds: 60 },
  refresh: { name: 'refresh-from', most: 120, seconds: 60 },
  mail: { name: 'mail-to', most: 5, seconds: 3600 },
  mailFrom: { name: 'mail-from', most: 30, seconds: 3600 },
  proof: { name: 'proof-of', most: 10, seconds: 300 },
} as const;

/** Where a request comes from. */
export interface Origin {
  ip: string;
  userAgent: string | null;
}

export interface TokenPair {
  access: string;
  refresh: string;
}

export interface NewAccount {
  username: string;
  email: string;
  password: string;
  phoneNumber: string | null;
}

export type AccountService = ReturnType<typeof createAccountService>;

export function createAccountService(context: ServerContext, tokens: Tokens) {
  const { db, config, clock, mailer, limiter, log } = context;
  const lockOut = createLockOut(db, { enabled: config.rateLimits, now: clock.now });
  const inFuture = (ms: number) => new Date(clock.now().getTime() + ms);

  /** A message that cannot be sent is no reason to refuse what a person did; they can ask for it again. */
  async function mail(to: string, subject: string, lines: readonly string[]): Promise<void> {
    try {
      await mailer.send({ to, subject, text: `${lines.join('\n\n')}\n` });
    } catch (error) {
      log.error({ err: error }, 'a message could not be sent');
    }
  }

  async function mailVerification(user: { id: string; email: string; username: string }): Promise<void> {
    const token = await makeOneTimeToken(db, 'verify-email', { userId: user.id, expiresAt: inFuture(VERIFY_MS) });
    await mail(user.email, 'Confirm your e-mail address', [
      `Hello ${user.username},`,
      'somebody, hopefully you, signed up for Saldo with this address. Confirm it here within a week:',
      `${context.publicUrl()}/verify-email#${token}`,
      'If it was not you, do nothing.',
    ]);
  }

  async function insert(account: NewAccount, role: 'user' | 'admin', verified: boolean): Promise<string> {
    const passwordHash = await hashPassword(account.password);
    const { username, email, phoneNumber } = account;
    const emailVerifiedAt = verified ? clock.now() : null;
    return await db.transaction((tx) => repository.insertUser(tx, { username, email, passwordHash, phoneNumber, role, emailVerifiedAt }));
  }

  function refusePasswordLike(password: string, account: { username: string; email: string }): void {
    const folded = password.toLowerCase();
    if (folded !== account.username.toLowerCase() && folded !== account.email.toLowerCase()) return;
    const problem = 'A password is not the same as the username or the e-mail address.';
    throw new RequestError(400, `password: ${problem}`, { fields: [{ field: 'password', message: problem }] });
  }

  async function startSession(userId: string, origin: Origin): Promise<TokenPair> {
    const tokenId = randomUUID();
    const at = clock.now();
    const sessionId = await repository.insertSession(db, {
      userId,
      userAgent: origin.userAgent?.slice(0, 300) ?? null,
      ip: origin.ip,
      refreshId: tokenId,
      expiresAt: inFuture(REFRESH_SECONDS * 1000),
      at,
    });
    await repository.updateUser(db, userId, { lastLoginAt: at });
    await recordActivity(db, { userId, action: 'signed-in', ip: origin.ip });
    return await pairOf(userId, sessionId, tokenId);
  }

  async function pairOf(userId: string, sessionId: string, tokenId: string): Promise<TokenPair> {
    const claims = { userId, sessionId, tokenId };
    return { access: await tokens.sign('access', claims), refresh: await tokens.sign('refresh', claims) };
  }

  /** Whether the code is right, and not used before. */
  async function acceptCode(user: repository.User, code: string): Promise<boolean> {
    if (user.totpSecret === null) return false;
    const step = totpStepOf(user.totpSecret, code, clock.now(), user.totpLastStep);
    return step !== null && (await repository.useTotpStep(db, user.id, step));
  }

  async function mustFind(userId: string): Promise<repository.User> {
    const user = await repository.findUser(db, userId);
    if (!user) throw new RequestError(401, 'This account is not there any more.');
    return user;
  }

  return {
    /** An address that has an account already gets a message instead, and the caller the same answer. */
    async signUp(account: NewAccount, origin: Origin): Promise<string> {
      await limiter.take(limits.signUp, origin.ip);
      if (!(await readServerSettings(db)).signUpOpen) throw new RequestError(403, 'This server takes no new accounts. Ask whoever runs it.');
      refusePasswordLike(account.password, account);
      try {
        const id = await insert(account, 'user', false);
        await recordActivity(db, { userId: id, action: 'signed-up', ip: origin.ip });
        await mailVerification({ id, ...account });
        return id;
      } catch (error) {
        if (isUniqueViolation(error, 'app_user_by_username')) {
          const message = 'This username is taken.';
          throw new RequestError(409, message, { fields: [{ field: 'username', message }] });
        }
        if (!isUniqueViolation(error, 'app_user_by_email')) throw error;
        await mail(account.email, 'You have an account already', [
          'Hello,',
          'somebody, perhaps you, tried to sign up for Saldo with this address. It has an account already.',
          `If you forgot the password, set a new one: ${context.publicUrl()}/reset-password`,
        ]);
        return randomUUID();
      }
    },

    /** @throws RequestError 401 for a wrong name or password alike, 429 while the name has to wait. */
    async logIn(name: string, password: string, code: string | null, origin: Origin): Promise<TokenPair> {
      await limiter.take(limits.logIn, origin.ip);
      await lockOut.check(name, origin.ip);
      const user = await repository.findUserByName(db, name);
      const matches = await passwordMatches(user?.passwordHash ?? null, password);
      if (!user || !matches || !user.isActive) {
        await lockOut.failed(name, origin.ip);
        throw new RequestError(401, 'Invalid Credentials');
      }
      if (user.totpConfirmedAt !== null) {
        if (code === null) {
          throw new RequestError(401, 'Enter the code of your authenticator app as well.', { extra: { second_factor_required: true } });
        }
        if (!(await acceptCode(user, code))) {
          await lockOut.failed(name, origin.ip);
          throw new RequestError(401, 'Invalid Credentials', { extra: { second_factor_required: true } });
        }
      }
      if (config.requireVerifiedEmail && user.emailVerifiedAt === null) {
        throw new RequestError(403, 'Confirm your e-mail address first: the link is in the message we sent you.');
      }
      await lockOut.succeeded(name, origin.ip);
      return await startSession(user.id, origin);
    },

    /** @throws RequestError 401; a token that was used before ends its session. */
    async refresh(token: string, origin: Origin): Promise<TokenPair> {
      await limiter.take(limits.refresh, origin.ip);
      const claims = await tokens.read('refresh', token);
      const refused = new RequestError(401, 'The refresh token is not valid any more. Sign in again.');
      if (!claims) throw refused;
      const to = randomUUID();
      const { sessionId, userId, tokenId } = claims;
      const expiresAt = inFuture(REFRESH_SECONDS * 1000);
      const outcome = await repository.rotateSession(db, { id: sessionId, userId, from: tokenId, to, expiresAt, now: clock.now() });
      if (outcome === 'rotated') return await pairOf(userId, sessionId, to);
      if (outcome === 'reused') {
        await repository.revokeSession(db, userId, sessionId, clock.now());
        await recordActivity(db, { userId, action: 'refresh-token-reused', subject: sessionId, ip: origin.ip });
      }
      throw refused;
    },

    async logOut(userId: string, sessionId: string): Promise<void> {
      await repository.revokeSession(db, userId, sessionId, clock.now());
    },

    listSessions: (userId: string) => repository.listLiveSessions(db, userId, clock.now()),

    async revokeSession(userId: string, sessionId: string): Promise<void> {
      const found = await repository.revokeSession(db, userId, sessionId, clock.now());
      if (!found) throw new RequestError(404, 'This session is over already.');
      await recordActivity(db, { userId, action: 'session-revoked', subject: sessionId });
    },

    async verifyEmail(token: string): Promise<void> {
      const used = await useOneTimeToken(db, 'verify-email', token, clock.now());
      if (!used?.userId) throw new RequestError(400, 'This link is used or too old. Ask for a new one after signing in.');
      await repository.updateUser(db, used.userId, { emailVerifiedAt: clock.now() });
      await recordActivity(db, { userId: used.userId, action: 'email-verified' });
    },

    async resendVerification(userId: string): Promise<void> {
      const user = await mustFind(userId);
      if (user.emailVerifiedAt !== null) return;
      await limiter.take(limits.mail, user.email.toLowerCase());
      await mailVerification(user);
    },

    async requestPasswordReset(email: string, origin: Origin): Promise<void> {
      await limiter.take(limits.mailFrom, origin.ip);
      await limiter.take(limits.mail, email.toLowerCase());
      const user = await repository.findUserByName(db, email);
      if (!user || !user.isActive || user.email.toLowerCase() !== email.toLowerCase()) return;
      const token = await makeOneTimeToken(db, 'reset-password', { userId: user.id, expiresAt: inFuture(RESET_MS) });
      // Not waited for: the time of the answer would tell that there is somebody to write to.
      void mail(user.email, 'Set a new password', [
        `Hello ${user.username},`,
        'set a new password for Saldo here, within an hour:',
        `${context.publicUrl()}/reset-password#${token}`,
        'If you did not ask for it, do nothing: the old password still works.',
      ]);
    },

    async confirmPasswordReset(token: string, password: string): Promise<void> {
      const passwordHash = await hashPassword(password);
      await db.transaction(async (tx) => {
        const used = await useOneTimeToken(tx, 'reset-password', token, clock.now());
        if (!used?.userId) throw new RequestError(400, 'This link is used or too old. Ask for a new one.');
        // Whoever reads the message has the address: that confirms it as well.
        await repository.updateUser(tx, used.userId, { passwordHash, emailVerifiedAt: clock.now() });
        await repository.revokeSessions(tx, used.userId, clock.now());
        await recordActivity(tx, { userId: used.userId, action: 'password-reset' });
      });
    },

    async changePassword(caller: { id: string; sessionId: string }, current: string, next: string): Promise<void> {
      await limiter.take(limits.proof, caller.id);
      const user = await mustFind(caller.id);
      if (!(await passwordMatches(user.passwordHash, current))) throw new RequestError(400, 'The current password is not right.');
      refusePasswordLike(next, user);
      const passwordHash = await hashPassword(next);
      await db.transaction(async (tx) => {
        await repository.updateUser(tx, user.id, { passwordHash });
        await repository.revokeSessions(tx, user.id, clock.now(), caller.sessionId);
        await recordActivity(tx, { userId: user.id, action: 'password-changed' });
      });
    },

    async startSecondFactor(userId: string) {
      const user = await mustFind(userId);
      if (user.totpConfirmedAt !== null) throw new RequestError(409, 'A second factor is in force already.');
      const secret = newTotpSecret();
      await repository.updateUser(db, userId, { totpSecret: secret, totpLastStep: null });
      return { secret, ...(await describeTotp(secret, user.email)) };
    },

    async confirmSecondFactor(userId: string, code: string): Promise<void> {
      await limiter.take(limits.proof, userId);
      const user = await mustFind(userId);
      if (!(await acceptCode(user, code))) throw new RequestError(400, 'This code is not right. Is the clock of the device right?');
      await repository.updateUser(db, userId, { totpConfirmedAt: clock.now() });
      await recordActivity(db, { userId, action: 'second-factor-added' });
    },

    async dropSecondFactor(userId: string, password: string, code: string): Promise<void> {
      await limiter.take(limits.proof, userId);
      const user = await mustFind(userId);
      const proven = (await passwordMatches(user.passwordHash, password)) && (await acceptCode(user, code));
      if (!proven) throw new RequestError(400, 'The password or the code is not right.');
      await repository.updateUser(db, userId, { totpSecret: null, totpConfirmedAt: null, totpLastStep: null });
      await recordActivity(db, { userId, action: 'second-factor-removed' });
    },

    /** The token that makes the first administrator; null once there is one. */
    async bootstrapToken(): Promise<string | null> {
      if ((await repository.countAdmins(db)) > 0) return null;
      return await makeOneTimeToken(db, 'bootstrap', { userId: null, expiresAt: inFuture(BOOTSTRAP_MS) });
    },

    async bootstrapAdmin(token: string, account: NewAccount, origin: Origin): Promise<string> {
      await limiter.take(limits.signUp, origin.ip);
      refusePasswordLike(account.password, account);
      const passwordHash = await hashPassword(account.password);
      try {
        return await db.transaction(async (tx) => {
          const used = await useOneTimeToken(tx, 'bootstrap', token, clock.now());
          if (!used || (await repository.countAdmins(tx)) > 0) {
            throw new RequestError(400, 'This link is used or too old. Start the server again for a new one.');
          }
          const { username, email, phoneNumber } = account;
          const emailVerifiedAt = clock.now();
          const id = await repository.insertUser(tx, { username, email, phoneNumber, passwordHash, role: 'admin', emailVerifiedAt });
          await recordActivity(tx, { userId: id, action: 'first-admin-made', ip: origin.ip });
          return id;
        });
      } catch (error) {
        if (isUniqueViolation(error)) throw new RequestError(409, 'This username or e-mail address has an account already.');
        throw error;
      }
    },
  };
}
