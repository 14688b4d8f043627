import type { LocatedManifest } from '../manifest/objects/manifest';
import { encryptedPaths } from '../manifest/objects/sops';
import { identityOf } from '../manifest/objects/object-identity';
import type { Check, CheckContext } from './check';
import type { Finding, FindingObject, Problem, Severity } from './finding';
import { maskProblem } from './mask-problem';
import { toRenderFirst } from './to-render-first';

/**
 * What one check says about one object, without any value that may not be quoted, and without what it says about
 * values that are encrypted. A check that throws has decided nothing: that is a finding too, and never counts as passed.
 */
export function judgeObject(check: Check, object: LocatedManifest, context: CheckContext): readonly Problem[] {
  const problems = problemsOf(check, object, context);
  if (problems.length === 0) return problems;
  const isEncrypted = encryptedPaths(object.manifest);
  return problems
    .filter(({ path, object: about }) => about !== undefined || !isEncrypted(path))
    .map((problem) => maskProblem(toRenderFirst(problem), quoted(problem, object, context)));
}

const none: readonly Problem[] = [];

function problemsOf(check: Check, object: LocatedManifest, context: CheckContext): readonly Problem[] {
  let problems: Problem[] | undefined;
  try {
    for (const problem of check.run(object, context)) (problems ??= []).push(problem);
  } catch (error) {
    (problems ??= []).push({
      path: '',
      status: 'unproved',
      severity: 'error',
      message: `Internal error: the check failed on this object: ${error instanceof Error ? error.message : String(error)}`,
      fix: 'report this object and this message to the authors of the check; nothing is known about the object until then',
    });
  }
  return problems ?? none;
}

/** What a check may have quoted from: the object that it visits, the one that it is about, and what each was before. */
function quoted({ object }: Problem, visited: LocatedManifest, { previous }: CheckContext): readonly LocatedManifest[] {
  const objects = object === undefined ? [visited] : [visited, object];
  const before = objects.flatMap(({ manifest }) => previous?.get(identityOf(manifest)) ?? []);
  return [...objects, ...before];
}

/** Adds to a problem what makes it a finding: the check, the object, where the object comes from, the cluster. */
export function findingOf(check: Check, visited: LocatedManifest, cluster: string, problem: Problem): Finding {
  const object = problem.object ?? visited;
  const origin = originOf(object);
  return {
    id: check.id,
    severity: severityOf(check, problem),
    status: problem.status ?? 'violated',
    object: findingObject(object),
    path: problem.path,
    message: problem.message,
    fix: problem.fix,
    ...(origin === undefined ? {} : { origin }),
    cluster,
    ...(problem.dueFrom === undefined ? {} : { dueFrom: problem.dueFrom }),
  };
}

/** What is not decided is no error, however bad it would be: nobody could mend what may be right. */
export function severityOf(check: Pick<Check, 'severity'>, problem: Pick<Problem, 'severity' | 'status'>): Severity {
  if (problem.severity !== undefined) return problem.severity;
  return problem.status === 'unproved' && check.severity === 'error' ? 'warning' : check.severity;
}

/** How findings name an object. */
export function findingObject({ manifest }: LocatedManifest): FindingObject {
  const { kind, namespace, name } = identityOf(manifest);
  return { apiVersion: manifest.apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
}

/** Construct path of an object, or else its file and line. */
export function originOf({ origin, file, line }: LocatedManifest): string | undefined {
  if (origin !== undefined || file === undefined) return origin;
  return line === undefined ? file : `${file}:${line}`;
}
