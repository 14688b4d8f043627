import { isJsonArray, isJsonObject, type JsonValue } from '../../../manifest/objects/json';

/** What a key of each type has. */
const parts: Readonly<Record<string, readonly string[]>> = {
  RSA: ['n', 'e'],
  EC: ['crv', 'x', 'y'],
  OKP: ['crv', 'x'],
  oct: ['k'],
};

/** Whether a text is a JSON Web Key Set, or one key: of known types, each with its parts. */
export function isKeySet(text: string): boolean {
  const value = read(text);
  if (!isJsonObject(value)) return false;
  if (!Object.hasOwn(value, 'keys')) return isKey(value);
  if (value.keys === null) return true;
  return isJsonArray(value.keys) && value.keys.every(isKey);
}

function isKey(value: JsonValue): boolean {
  if (!isJsonObject(value) || typeof value.kty !== 'string') return false;
  const needed = Object.hasOwn(parts, value.kty) ? parts[value.kty] : undefined;
  return needed !== undefined && needed.every((part) => isPart(value[part], part));
}

/** A part is a number in base64url, but the curve, which has a name. */
function isPart(value: JsonValue | undefined, part: string): boolean {
  if (typeof value !== 'string' || value === '') return false;
  return part === 'crv' || /^[-_+/A-Za-z0-9]+={0,2}$/.test(value);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
