import { toContainObject } from './to-contain-object';
import { toMatchTreeSnapshot } from './to-match-tree-snapshot';
import { toPassChecks } from './to-pass-checks';

/** Every matcher, sorted by name: `expect.extend(matchers)`. A new one is a line here, one in `jest-matchers.ts`, and a file. */
export const matchers = {
  toContainObject,
  toMatchTreeSnapshot,
  toPassChecks,
};
