import { createHash } from 'node:crypto';

/**
 * One segment of a path for a name of Kubernetes, or for any text. Small letters, digits, `-` and `.` stand for
 * themselves, every other byte becomes `%` and two hexadecimal digits: two names never share a file, not even on
 * file systems that ignore case, and `decodeURIComponent` gives the name back. What file systems treat apart is
 * encoded too: a dot at either end, and the device names of Windows.
 */
export function encodeFileName(name: string): string {
  return name
    .replace(/[^a-z0-9.-]+/g, encodeBytes)
    .replace(/^\.|\.$/g, encodeBytes)
    .replace(windowsDevice, encodeBytes);
}

/** The name that a segment of a path stands for; undefined where it stands for none. */
export function decodeFileName(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment);
    return encodeFileName(name) === segment ? name : undefined;
  } catch {
    return undefined;
  }
}

/** Windows opens the device for `con`, and for `con.` with anything behind the dot. */
const windowsDevice = /^(?:aux|con|nul|prn|com\d|lpt\d)(?=\.|$)/;

function encodeBytes(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** A file's or a folder's whole name, cut with a hash in place of its end where no file system could hold it. */
export function limitFileName(base: string, extension: string): string {
  if (base.length + extension.length <= longestFileName) return base + extension;
  return `${base.slice(0, longestFileName - extension.length - hashLength - 1)}~${shortHash(base)}${extension}`;
}

/** Tells texts apart whose names are the same otherwise. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, hashLength);
}

/** Common file systems end at 255 bytes; some room is left for what tools append. */
const longestFileName = 240;
const hashLength = 16;
