import type { Field } from '../../../manifest/objects/field';
import type { Problem } from '../../finding';

/** What the values of a ConfigMap or a Secret may come to, in bytes. */
export const largestData = 1024 * 1024;

/** Bytes that a text in base64 stands for. */
export function base64Size(text: string): number {
  const characters = text.replace(/[^A-Za-z0-9+/]/g, '').length;
  return Math.floor((characters * 3) / 4);
}

/** More data than an object may hold. */
export function tooLarge(data: Field): Problem {
  return {
    path: data.path,
    message: `Too long: may not be more than ${largestData} bytes`,
    fix: 'split the object, or mount large files from a volume or an image',
  };
}
