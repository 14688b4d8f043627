import { compareText } from './compare-text';

/**
 * Keeps the digits of integers beyond 2^53, which no number of JavaScript is, beside the number that is nearest. They stand
 * under a symbol of the map or list, which copies take along, comparisons see, and loops over keys pass by.
 */
const exactDigits: unique symbol = Symbol('exact digits');

type Digits = Readonly<Record<string, string>>;

/** Whether there was any such integer at all: in most trees there is none. */
let isAnyRemembered = false;

/** Remembers the digits of the integer that stands at a key, or at a position in a list. */
export function rememberDigits(owner: object, key: string, digits: string): void {
  isAnyRemembered = true;
  Object.defineProperty(owner, exactDigits, {
    value: { ...digitsOf(owner), [key]: digits },
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** All digits of the integer at a key; undefined where the number there is the integer itself, or another one by now. */
export function digitsAt(owner: object, key: string | number): string | undefined {
  if (!isAnyRemembered) return undefined;
  const digits = digitsOf(owner)?.[String(key)];
  return digits !== undefined && Number(digits) === Reflect.get(owner, key) ? digits : undefined;
}

/** Takes the digits along to a copy that was made by other means, wherever the same number stands at the same place. */
export function copyDigits(from: unknown, to: unknown): void {
  if (!isAnyRemembered || from === to || !isObject(from) || !isObject(to)) return;
  for (const key of Object.keys(digitsOf(from) ?? {})) {
    const digits = digitsAt(from, key);
    if (digits !== undefined && Reflect.get(from, key) === Reflect.get(to, key)) rememberDigits(to, key, digits);
  }
  for (const key of Object.keys(from)) copyDigits(Reflect.get(from, key), Reflect.get(to, key));
}

/** A text that is the same for the same value, down to the last digit, in whatever order its fields stand. */
export function exactText(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const textAt = (key: string): string => digitsAt(value, key) ?? exactText(Reflect.get(value, key));
  if (Array.isArray(value)) return `[${Object.keys(value).map(textAt).join(',')}]`;
  const fields = Object.keys(value).filter((key) => Reflect.get(value, key) !== undefined);
  return `{${fields
    .sort(compareText)
    .map((key) => `${JSON.stringify(key)}:${textAt(key)}`)
    .join(',')}}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function digitsOf(owner: object): Digits | undefined {
  const digits: unknown = Reflect.get(owner, exactDigits);
  return isDigits(digits) ? digits : undefined;
}

/** Nobody else has the symbol. */
function isDigits(value: unknown): value is Digits {
  return isObject(value);
}
