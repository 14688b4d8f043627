import type { Finding } from '../../manifest/objects/finding';
import { defaultReadLimits } from '../../reader/read-limits';

/** The files of one tree, wherever they stand: in a folder, or in a commit. */
export interface TreeSource {
  /** How messages name the tree. */
  readonly label: string;
  /** Paths relative to the tree, with `/` on every system, in order. */
  readonly files: readonly string[];
  /** What could not be listed. */
  readonly findings: readonly Finding[];
  /** The content of some of them. */
  readonly read: (files: readonly string[]) => ReadonlyMap<string, Buffer>;
  /** The name that Git gives a file's content, where that is known without reading it. */
  readonly blobOf?: (file: string) => string | undefined;
}

/** @throws Error where a file is too large to be read; returns its size else */
export function assertReadable(file: string, bytes: number): number {
  if (bytes <= defaultReadLimits.fileBytes) return bytes;
  throw new Error(`${file}: Too long: ${bytes} bytes: may not be more than ${defaultReadLimits.fileBytes} bytes`);
}
