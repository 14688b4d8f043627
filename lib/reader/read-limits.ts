/** What is read at most: beyond it, a file is an error within a second, not a machine without memory. */
export interface ReadLimits {
  /** @default 64 MiB */
  readonly fileBytes: number;
  /** Size of one document; the API server takes requests of 3 MiB. @default 8 MiB */
  readonly documentBytes: number;
  /** How deep lists and maps may be nested. @default 500 */
  readonly depth: number;
  /** Values in one document, with every alias written out. @default 1,000,000 */
  readonly values: number;
  /** Values that aliases add to all documents of a run together. @default 1,000,000 */
  readonly aliasedValues: number;
}

export const defaultReadLimits: ReadLimits = {
  fileBytes: 64 * 1024 * 1024,
  documentBytes: 8 * 1024 * 1024,
  depth: 500,
  values: 1_000_000,
  aliasedValues: 1_000_000,
};
