import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';

/** Why a policy cannot be what its author meant: the API server would refuse it, or drop a part of it. */
export interface PolicyProblem {
  /** The policy. */
  readonly object: LocatedManifest;
  /** Field that is wrong: `spec.ingress[0].ports[0].port`. */
  readonly path: string;
  /** What is wrong, in the API server's words. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Thrown where reachability is asked of policies that no API server would take: every answer would be a guess. */
export class MalformedPolicies extends Error {
  constructor(readonly problems: readonly PolicyProblem[]) {
    super(
      `Reachability cannot be computed:\n${problems.map((problem) => problemLines(problem).join('\n')).join('\n')}`,
    );
    this.name = 'MalformedPolicies';
  }
}

/** How a problem reads, line by line. */
export function problemLines({ object, path, message, fix }: PolicyProblem): readonly string[] {
  const from = object.file ?? object.origin;
  return [
    `${formatIdentity(identityOf(object.manifest))}  ${path}`,
    `  ${message}`,
    `  fix:  ${fix}`,
    ...(from === undefined ? [] : [`  from: ${from}`]),
  ];
}
