import { isJsonArray, isJsonObject, type JsonValue } from './json';

/** How a number or a boolean was written, where that is not how it would be printed: `1.20`, `0123`, `yes`. */
const written = new WeakMap<object, Map<string, string>>();

/** Whether anything was remembered at all: in trees that nobody read from files, nothing is. */
let isAnyRemembered = false;

/** Remembers how the value of a key, or of a position in a list, was written. */
export function rememberWritten(owner: object, key: string | number, text: string): void {
  isAnyRemembered = true;
  const known = written.get(owner) ?? new Map<string, string>();
  written.set(owner, known.set(String(key), text));
}

/** Remembers of a copy how the values that it took over were written. */
export function copyWritten(original: object, copy: object): void {
  for (const [key, text] of written.get(original) ?? []) if (Object.hasOwn(copy, key)) rememberWritten(copy, key, text);
}

/** How the value of a key was written; undefined where that is how it is printed, and where nobody wrote it. */
export function writtenText(owner: object, key: string | number): string | undefined {
  return written.get(owner)?.get(String(key));
}

/** The same for the value at a path of keys and positions. */
export function writtenAt(root: JsonValue, path: readonly (string | number)[]): string | undefined {
  let owner: JsonValue | undefined = root;
  for (const key of path.slice(0, -1)) owner = memberOf(owner, key);
  const last = path.at(-1);
  return typeof owner === 'object' && owner !== null && last !== undefined ? writtenText(owner, last) : undefined;
}

function memberOf(owner: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (isJsonArray(owner)) return owner[Number(key)];
  return isJsonObject(owner) && Object.hasOwn(owner, key) ? owner[key] : undefined;
}

/** Everything within a value that was written in another way than it would be printed, in the order of its fields. */
export function writtenWithin(value: JsonValue | undefined): readonly string[] {
  if (!isAnyRemembered || typeof value !== 'object' || value === null) return [];
  const own = [...(written.get(value) ?? [])].map(([key, text]) => `${key} ${text}`);
  return [...own, ...Object.values<JsonValue | undefined>(value).flatMap(writtenWithin)];
}
