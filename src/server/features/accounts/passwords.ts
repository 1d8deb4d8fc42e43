/** Passwords as argon2id, with the parameters OWASP names (19 MiB, two passes). */
import { hash, verify } from '@node-rs/argon2';

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, PARAMETERS);

let nobody: Promise<string> | null = null;

/** `known` null, for an account that is not there, takes as long as a wrong password does. */
export async function passwordMatches(known: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const matches = await verify(known ?? (await nobody), password);
  return known !== null && matches;
}
