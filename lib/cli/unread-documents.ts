import type { Finding } from '../manifest/objects/finding';
import { policyKinds } from '../reach/policies/read-policies';

/** What stands in a folder and could not be read as objects of the cluster, by what it means for an answer. */
export interface UnreadDocuments {
  /** Lines for the assumptions: every document that no answer counts, with its place. */
  readonly assumptions: readonly string[];
  /** Documents that should be objects of the cluster and cannot be read. */
  readonly broken: readonly Finding[];
  /** Those of them that are policies: without them an answer would be wrong. */
  readonly brokenPolicies: readonly Finding[];
}

/** Tells values of a chart and the like, which are no objects at all, from objects that are broken. */
export function unreadDocuments(findings: readonly Finding[]): UnreadDocuments {
  const broken = findings.filter((finding) => finding.severity === 'error' && !isNoObject(finding));
  const noObjects = findings.filter((finding) => finding.severity !== 'error' || isNoObject(finding));
  return {
    assumptions: [
      ...places(noObjects).map((place) => `${place} is no object of the cluster: no answer counts it.`),
      ...places(broken).map((place) => `${place} cannot be read: no answer counts what stands there.`),
    ],
    broken,
    brokenPolicies: broken.filter(({ object }) => policyKinds.some(({ kind }) => kind === object.kind)),
  };
}

/** A document that says of no kind: values and metadata of a Helm chart, settings of some tool. */
function isNoObject({ id, object, path }: Finding): boolean {
  return id === 'valid-manifest' && object.kind === 'File' && !path.startsWith('items');
}

function places(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ origin, object }) => origin ?? object.name))];
}
