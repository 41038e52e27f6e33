import { hash, verify } from '@node-rs/argon2';
import { randomBase62 } from '../store/ids.ts';

// OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password with argon2id (RFC 9106) and a salt of its own; the work is done off the main thread. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/** Whether a password is the one that was hashed. */
export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

/** A password for someone who did not choose one: 119 random bits. */
export function generatePassword(): string {
  return randomBase62(20);
}
