import { createHash, hash } from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, or of bytes, in hexadecimal digits. */
export function sha256(content: string | Buffer): string {
  // In one call where Node has it (from 20.12): a Hash object for each manifest is work for the garbage collector.
  return typeof hash === 'function' ? hash('sha256', content) : createHash('sha256').update(content).digest('hex');
}
