/** For calls that name a user in their address: it is the caller, whatever the contract's older clients put there. */
import type { Caller } from './handle.ts';
import { RequestError } from './problem.ts';

/** @throws RequestError 403, the same for a user who is not there as for one who is. */
export function ownOnly(caller: Caller, userId: string): void {
  if (caller.id !== userId.toLowerCase()) throw new RequestError(403, 'Everybody sees their own figures only.');
}
