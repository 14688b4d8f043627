import { isJsonObject, type JsonValue } from '../../manifest/objects/json';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PolicyProblem } from '../policies/policy-problem';
import type { WorkloadNode } from './workload-node';

/** Labels of pods and namespaces that no API server would take: what a selector makes of them cannot be said. */
export function labelProblems(manifests: ManifestSet, workloads: readonly WorkloadNode[]): readonly PolicyProblem[] {
  const pods = workloads.flatMap((workload) => workload.pods);
  const namespaces = manifests.ofKind('', 'Namespace');
  return [
    ...namespaces.flatMap((object) => problemsOf(object, object.manifest.metadata.labels, 'metadata.labels')),
    ...pods.flatMap(({ owner, metadata, metadataPath }) =>
      problemsOf(owner, metadata.labels, `${metadataPath}.labels`),
    ),
  ];
}

function problemsOf(object: LocatedManifest, labels: JsonValue | undefined, path: string): readonly PolicyProblem[] {
  if (labels === undefined || labels === null) return [];
  if (!isJsonObject(labels)) {
    const message = `Invalid value: ${JSON.stringify(labels)}: must be a map of strings`;
    return [{ object, path, message, fix: 'write one label a line, as key: value' }];
  }
  return Object.entries(labels).flatMap(([key, value]) =>
    typeof value === 'string' || value === null
      ? []
      : {
          object,
          path: `${path}.${key}`,
          message: `Invalid value: ${JSON.stringify(value)}: must be a string`,
          fix: `put it in quotes: "${JSON.stringify(value)}"`,
        },
  );
}
