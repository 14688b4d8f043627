import { RE2JS } from 're2js';

/** A compiled pattern with the syntax and the linear running time that Go's regexp package has. */
export type GoPattern = Pick<RE2JS, 'test' | 'matches' | 'matcher'>;

const compiled = new Map<string, GoPattern | undefined>();

/** Compiles a pattern once for the whole process; undefined when Go would refuse it. */
export function goPattern(pattern: string): GoPattern | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern);
}

function compile(pattern: string): GoPattern | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
