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

/** Takes every object of a tree through the checks that visit its kind. */
export function judgeObjects(dispatch: CheckDispatch, context: CheckContext): Judgement {
  const findings: Finding[] = [];
  const objectsOf = new Map<readonly Check[], number>();
  for (const object of context.manifests.all) {
    const visitors = dispatch.checksFor(object.manifest);
    objectsOf.set(visitors, (objectsOf.get(visitors) ?? 0) + 1);
    for (const check of visitors) {
      for (const problem of judgeObject(check, object, context)) {
        findings.push(findingOf(check, object, context.cluster.name, problem));
      }
    }
  }
  return { findings, visited: countVisits(objectsOf), reused: 0 };
}

/** How many objects each check visited, where so many were visited by the same checks. */
export function countVisits(objectsOf: ReadonlyMap<readonly Check[], number>): ReadonlyMap<Check, number> {
  const visited = new Map<Check, number>();
  for (const [visitors, objects] of objectsOf) {
    for (const check of visitors) visited.set(check, (visited.get(check) ?? 0) + objects);
  }
  return visited;
}
