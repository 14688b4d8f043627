import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { jobIdentityLabels, jobNameLabels, statefulReplicas, type AddedLabels } from '../../manifest/pods/added-labels';
import type { PodTemplate } from '../../manifest/pods/pod-template';

/** A custom resource whose controller makes pods of a template. */
interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly path: readonly string[];
  /** Labels that the controller gives the pods beside those of the template. */
  readonly added?: (owner: Field) => AddedLabels;
}

const template = ['spec', 'template'];
const customKinds: readonly CustomKind[] = [
  {
    group: 'apps.kruise.io',
    kind: 'CloneSet',
    path: template,
    added: () => ({
      unknown: ['apps.kruise.io/cloneset-instance-id', 'controller-revision-hash', 'pod-template-hash'],
    }),
  },
  {
    group: 'apps.kruise.io',
    kind: 'DaemonSet',
    path: template,
    added: () => ({ unknown: ['controller-revision-hash', 'pod-template-generation'] }),
  },
  {
    group: 'apps.kruise.io',
    kind: 'StatefulSet',
    path: template,
    added: (owner) => ({ unknown: ['controller-revision-hash'], perReplica: statefulReplicas(owner) }),
  },
  { group: 'apps.openshift.io', kind: 'DeploymentConfig', path: template },
  {
    group: 'keda.sh',
    kind: 'ScaledJob',
    path: ['spec', 'jobTargetRef', 'template'],
    added: (owner) => ({
      known: { 'scaledjob.keda.sh/name': owner.at('metadata', 'name').text ?? '' },
      unknown: [...jobNameLabels, ...jobIdentityLabels],
    }),
  },
  { group: 'kubevirt.io', kind: 'VirtualMachine', path: template },
  {
    group: 'serving.knative.dev',
    kind: 'Service',
    path: template,
    added: (owner) => ({
      known: { 'serving.knative.dev/service': owner.at('metadata', 'name').text ?? '' },
      unknown: [
        // Where the template says nothing, it is the name of the revision.
        ...(owner.at(...template, 'metadata', 'labels', 'app').isSet ? [] : ['app']),
        'pod-template-hash',
        'serving.knative.dev/revision',
        'serving.knative.dev/revisionUID',
      ],
    }),
  },
];

/** The pods of custom resources of a tree, as far as their templates say what they look like. */
export function customPodTemplates(manifests: ManifestSet): readonly PodTemplate[] {
  return customKinds.flatMap((kind) =>
    manifests.ofKind(kind.group, kind.kind).flatMap((owner) => readTemplate(owner, kind)),
  );
}

function readTemplate(owner: LocatedManifest, { path, added }: CustomKind): readonly PodTemplate[] {
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
