import './jest-matchers';
import { matchers } from './matchers';

export { describeBlueprint, type DescribeBlueprintOptions } from './describe-blueprint';
export type { Edge } from './edge';
export type { ExpectedObject } from './to-contain-object';
export type { FitOptions } from './to-fit';
export type { PassChecksOptions } from './to-pass-checks';
export type { PlannedOutcome, PlanNoOptions } from './to-plan-no';
export { synthesize, type Tree } from './tree';
export { matchers };

// Importing the kit is all that a test file does; with injected globals off, `expect.extend(matchers)` does it.
if (typeof expect !== 'undefined') expect.extend(matchers);
