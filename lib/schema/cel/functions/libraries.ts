import { addresses } from './addresses';
import type { CelFunction, CelLibrary } from './cel-function';
import { conversions } from './conversions';
import { formats } from './formats';
import { lists } from './lists';
import { optionals } from './optionals';
import { quantities } from './quantities';
import { regexes } from './regexes';
import { sets } from './sets';
import { strings } from './strings';
import { times } from './times';
import { urls } from './urls';

/** The standard functions and those of Kubernetes. A method that several libraries have is in one of them. */
const libraries: readonly CelLibrary[] = [
  addresses,
  conversions,
  formats,
  lists,
  optionals,
  quantities,
  regexes,
  sets,
  strings,
  times,
  urls,
];

const functions = new Map<string, CelFunction>(libraries.flatMap((library) => Object.entries(library.functions ?? {})));
const methods = new Map<string, CelFunction>(libraries.flatMap((library) => Object.entries(library.methods ?? {})));

/** A function by its name, with its namespace where it has one: `sets.contains`. */
export function functionNamed(name: string): CelFunction | undefined {
  return functions.get(name);
}

export function methodNamed(name: string): CelFunction | undefined {
  return methods.get(name);
}
