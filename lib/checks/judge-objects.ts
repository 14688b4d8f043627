import { appendTo } from '../manifest/objects/append-to';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { Check, CheckContext } from './check';
import type { CheckDispatch } from './check-dispatch';
import type { Finding } from './finding';
import { findingOf, judgeObject } from './judge-object';

/** What the checks said before anything is suppressed. */
export interface Judgement {
  readonly findings: readonly Finding[];
  /** How many objects each check visited. */
  readonly visited: ReadonlyMap<Check, number>;
  /** Objects whose earlier result was taken over. */
  readonly reused: number;
}

/**
 * Takes every object of a tree through the checks that visit its kind: one check after the other, each over all of its
 * objects, since a processor is fastest at what it did just before.
 */
export function judgeObjects(dispatch: CheckDispatch, context: CheckContext): Judgement {
  const findings: Finding[] = [];
  const byVisitors = new Map<readonly Check[], LocatedManifest[]>();
  for (const object of context.manifests.all) appendTo(byVisitors, dispatch.checksFor(object.manifest), object);
  for (const check of dispatch.checks) {
    for (const [visitors, objects] of byVisitors) {
      if (visitors.includes(check)) judgeEach(check, objects, context, findings);
    }
  }
  const counts = [...byVisitors].map(([visitors, { length }]) => [visitors, length] as const);
  return { findings, visited: countVisits(new Map(counts)), reused: 0 };
}

function judgeEach(
  check: Check,
  objects: readonly LocatedManifest[],
  context: CheckContext,
  findings: Finding[],
): void {
  for (const object of objects) {
    for (const problem of judgeObject(check, object, context)) {
      findings.push(findingOf(check, object, context.cluster.name, problem));
    }
  }
}

/** How many objects each check visited, where so many were visited by the same checks. */
export function countVisits(objectsOf: ReadonlyMap<readonly Check[], number>): ReadonlyMap<Check, number> {
  const visited = new Map<Check, number>();
  for (const [visitors, objects] of objectsOf) {
    for (const check of visitors) visited.set(check, (visited.get(check) ?? 0) + objects);
  }
  return visited;
}
