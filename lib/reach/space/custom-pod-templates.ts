import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { parseLabels, type Labels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';

/** A custom resource whose controller makes pods of a template. */
interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly path: readonly string[];
  /** Labels that the controller gives the pods beside those of the template. */
  readonly labels?: (name: string) => Labels;
}

const template = ['spec', 'template'];
const customKinds: readonly CustomKind[] = [
  { group: 'apps.kruise.io', kind: 'CloneSet', path: template },
  { group: 'apps.kruise.io', kind: 'DaemonSet', path: template },
  { group: 'apps.kruise.io', kind: 'StatefulSet', path: template },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig', path: template },
  { group: 'keda.sh', kind: 'ScaledJob', path: ['spec', 'jobTargetRef', 'template'] },
  { group: 'kubevirt.io', kind: 'VirtualMachine', path: template },
  {
    group: 'serving.knative.dev',
    kind: 'Service',
    path: template,
    labels: (name) => ({ 'serving.knative.dev/service': name }),
  },
];

/** The pods of custom resources of a tree, as far as their templates say what they look like. */
export function customPodTemplates(manifests: ManifestSet): readonly PodTemplate[] {
  return customKinds.flatMap((kind) =>
    manifests.ofKind(kind.group, kind.kind).flatMap((owner) => readTemplate(owner, kind)),
  );
}

function readTemplate(owner: LocatedManifest, { path, labels }: CustomKind): readonly PodTemplate[] {
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
      labels: { ...parseLabels(metadata.labels), ...labels?.(owner.manifest.metadata.name ?? '') },
      namespace: namespaceOf(owner.manifest),
    },
  ];
}

function asObject(value: Field['value']): JsonObject {
  return isJsonObject(value) ? value : {};
}
