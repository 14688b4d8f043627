import { apiGroup } from '../manifest/objects/api-version';
import { isBuiltInGroup } from '../schema/facts/built-in-groups';
import { apiServerChecks } from '../checks/api-server/api-server-checks';
import type { CheckContext } from '../checks/check';
import { CheckDispatch } from '../checks/check-dispatch';
import { judgeObject } from '../checks/judge-object';
import { noRemovedApi } from '../checks/schema/no-removed-api';
import { validRules } from '../checks/schema/valid-rules';
import { validSchema } from '../checks/schema/valid-schema';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ChangedObject, PlanContext } from './plan-context';

/** What an API server says of an object that is applied. */
export interface RefusedObject {
  /** Why it is refused. */
  readonly refused: readonly string[];
  /** What could not be decided. */
  readonly doubts: readonly string[];
}

/** The checks that repeat what an API server says of one object, and of its change. */
const dispatch = new CheckDispatch([...apiServerChecks, noRemovedApi, validRules, validSchema]);

/**
 * Judges an object as the API server does. What it says of the old state as well is left out where the server tolerates it:
 * that one was accepted, or nothing was, and this change is not what is wrong.
 */
export function refusedBefore(
  { before, after }: { readonly before?: LocatedManifest | undefined; readonly after: LocatedManifest },
  context: PlanContext,
): RefusedObject {
  const found = problemsOf(after, { ...checkContext(context), manifests: context.next, previous: context.base });
  if (found.length === 0) return { refused: [], doubts: [] };
  const fresh = before === undefined ? found : withoutTolerated(found, { before, after }, context);
  return {
    refused: fresh.filter(({ isProved }) => isProved).map(textOf),
    doubts: fresh.filter(({ isProved }) => !isProved).map((problem) => `not decided: ${textOf(problem)}`),
  };
}

/**
 * A definition may say more today than when an object was written: of custom resources, the checks know what servers
 * tolerate then.
 */
function withoutTolerated(
  found: readonly FoundProblem[],
  { before, after }: ChangedObject,
  context: PlanContext,
): readonly FoundProblem[] {
  if (!isBuiltInGroup(apiGroup(after.manifest.apiVersion))) return found;
  const known = knownProblems(before, context.base, context);
  return found.filter((problem) => !known.has(textOf(problem)));
}

function knownProblems(before: LocatedManifest, manifests: ManifestSet, context: PlanContext): ReadonlySet<string> {
  return new Set(problemsOf(before, { ...checkContext(context), manifests }).map(textOf));
}

interface FoundProblem {
  readonly path: string;
  readonly message: string;
  readonly isProved: boolean;
}

function checkContext({ cluster, schemas }: PlanContext): Pick<CheckContext, 'cluster' | 'schemas'> {
  return { cluster, schemas };
}

function problemsOf(object: LocatedManifest, context: CheckContext): readonly FoundProblem[] {
  return dispatch.checksFor(object.manifest).flatMap((check) =>
    judgeObject(check, object, context).flatMap(
      ({ path, message, status, severity, object: about }): FoundProblem[] => {
        if (about !== undefined && about !== object) return [];
        // A plain update is accepted with it, and server-side apply, by which engines write, is not.
        const isError = (severity ?? check.severity) === 'error' || message.startsWith('Duplicate value');
        if (status === 'unproved') return [{ path, message, isProved: false }];
        return isError ? [{ path, message, isProved: true }] : [];
      },
    ),
  );
}

function textOf({ path, message }: FoundProblem): string {
  return path === '' ? message : `${path}: ${message}`;
}
