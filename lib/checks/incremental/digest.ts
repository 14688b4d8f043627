import { createHash } from 'node:crypto';

/** The digest of a text: equal digests stand for equal texts. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}
