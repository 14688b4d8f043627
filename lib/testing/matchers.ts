import { toAllow } from './to-allow';
import { toContainObject } from './to-contain-object';
import { toDeny } from './to-deny';
import { toFit, toSurviveZoneLoss } from './to-fit';
import { toMatchTreeSnapshot } from './to-match-tree-snapshot';
import { toOnlyAllow } from './to-only-allow';
import { toPassChecks } from './to-pass-checks';
import { toPlanNo } from './to-plan-no';

/** Every matcher, sorted by name: `expect.extend(matchers)`. A new one is a line here, one in `jest-matchers.ts`, and a file. */
export const matchers = {
  toAllow,
  toContainObject,
  toDeny,
  toFit,
  toMatchTreeSnapshot,
  toOnlyAllow,
  toPassChecks,
  toPlanNo,
  toSurviveZoneLoss,
};
