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
  const visited = new Map<Check, number>();
  for (const object of context.manifests.all) {
    for (const check of dispatch.checksFor(object.manifest)) {
      visited.set(check, (visited.get(check) ?? 0) + 1);
      for (const problem of judgeObject(check, object, context)) {
        findings.push(findingOf(check, object, context.cluster.name, problem));
      }
    }
  }
  return { findings, visited, reused: 0 };
}
