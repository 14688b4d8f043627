import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { PodMaker } from '../../products/controller';
import { controllers } from '../../products/controllers';

const podMakers = controllers.flatMap(({ pods = [] }) => pods);

/** The pods of custom resources of a tree, as far as their templates say what they look like. */
export function customPodTemplates(manifests: ManifestSet): readonly PodTemplate[] {
  return podMakers.flatMap((kind) =>
    manifests.ofKind(kind.group, kind.kind).flatMap((owner) => readTemplate(owner, kind)),
  );
}

function readTemplate(owner: LocatedManifest, { path, added }: PodMaker): readonly PodTemplate[] {
  const root = Field.root(owner.manifest).at(...path);
  const spec = root.at('spec').value;
  if (!isJsonObject(spec)) return [];
  const metadata: JsonObject = asObject(root.at('metadata').value);
  return [
    {
      owner,
      metadataPath: `${path.join('.')}.metadata`,
      specPath: `${path.join('.')}.spec`,
      metadata,
      spec,
      labels: parseLabels(metadata.labels) ?? {},
      added: added?.(Field.root(owner.manifest)) ?? {},
      namespace: namespaceOf(owner.manifest),
    },
  ];
}

function asObject(value: Field['value']): JsonObject {
  return isJsonObject(value) ? value : {};
}
