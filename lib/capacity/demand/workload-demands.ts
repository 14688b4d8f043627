import type { StorageClassFacts } from '../../fleet/facts/storage-classes';
import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { parseLabels, type Labels } from '../../manifest/objects/label-selector';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { namespaceMetadata } from '../../products/namespace-metadata';
import { containerDefaults, type ContainerDefaults } from '../resources/limit-range';
import { podResources } from '../resources/pod-resources';
import { daemonTolerations } from './daemon-tolerations';
import type { Demand } from './demand';
import { demandDoubts, reasonToGrow } from './demand-doubts';
import { claimsOf, volumeNodes, type VolumeNodes } from './volume-nodes';
import { verticalGrowth } from '../resources/vertical-growth';
import { injectedFlagd } from './injected-flagd';
import type { InjectedProxy } from './injected-proxy';
import { podPriority } from './pod-priority';
import { readPod } from './read-pod';
import { replicasAtMost } from './replicas-at-most';
import { runtimeClassOf } from './runtime-class';

export interface DemandOptions {
  /** Counts the extra pods of a rolling update. @default false */
  readonly surge?: boolean;
  /** The proxy that the cluster's mesh puts beside the containers of a pod; none when left out. */
  readonly proxy?: InjectedProxy;
  /** StorageClasses that the cluster has without its tree. @default none */
  readonly storageClasses?: readonly StorageClassFacts[];
}

/** What every workload of a tree asks for at its highest, in the order of the tree. */
export function workloadDemands(
  manifests: ManifestSet,
  { surge = false, proxy, storageClasses = [] }: DemandOptions = {},
): readonly Demand[] {
  const defaults = remembered((namespace) => containerDefaults(manifests, namespace));
  const namespaces = namespaceLabels(manifests);
  return manifests.all.flatMap((object) => {
    const replicas = replicasAtMost(manifests, object, surge);
    const template = podTemplateOf(object);
    if (replicas === undefined || template === undefined || isOwned(object)) return [];
    const volumes = volumeNodes(manifests, object, Field.at(template.specPath, template.spec), storageClasses);
    const around = { defaults: defaults(template.namespace), namespaces, proxy, volumes };
    const demand = demandOf(manifests, object, template, replicas, around);
    return [surge && surgesOnNode(object) ? { ...demand, surgesOnNode: true } : demand];
  });
}

interface Around {
  readonly defaults: ContainerDefaults;
  readonly namespaces: (namespace: string) => Labels | undefined;
  readonly proxy: InjectedProxy | undefined;
  readonly volumes: VolumeNodes;
}

function demandOf(
  manifests: ManifestSet,
  object: LocatedManifest,
  template: PodTemplate,
  replicas: Demand['replicas'],
  { defaults, namespaces, proxy, volumes }: Around,
): Demand {
  const spec = Field.at(template.specPath, template.spec);
  const runtimeClass = runtimeClassOf(manifests, spec);
  const growth = verticalGrowth(manifests, object, spec);
  const injected = [
    proxy?.injected(template, namespaceMetadata(manifests, template.namespace)),
    injectedFlagd(manifests, template),
  ].filter((container) => container !== undefined);
  const resources = podResources(spec, defaults, {
    overhead: runtimeClass.overhead,
    ...(growth === undefined ? {} : { most: growth.most }),
    injected,
  });
  const pod = readPod(spec, {
    namespace: template.namespace,
    labels: template.labels,
    requests: resources.requests,
    priority: podPriority(manifests, spec),
    namespaceLabels: namespaces,
  });
  const added = replicas === 'one a node' ? daemonTolerations(spec) : [];
  const priorityClassName = spec.at('priorityClassName').text;
  const question = {
    spec,
    defaults,
    runtimeClassIsKnown: runtimeClass.isKnown,
    volumeDoubts: volumes.doubts,
    growth,
  };
  const mayGrow = reasonToGrow(question);
  return {
    object,
    pod: {
      ...pod,
      nodeSelector: { ...runtimeClass.nodeSelector, ...pod.nodeSelector },
      tolerations: [...pod.tolerations, ...runtimeClass.tolerations, ...added],
      ...(volumes.terms.length === 0 ? {} : { volumeTerms: volumes.terms }),
    },
    resources,
    replicas,
    doubts: demandDoubts(question),
    ...(mayGrow === undefined ? {} : { mayGrow }),
    ends: endsByDeadline(object, spec),
    reachesAcross: reachesAcross(spec),
    claimsVolumes: claimsOf(manifests, object, spec).length > 0,
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
  };
}

function surgesOnNode({ manifest }: LocatedManifest): boolean {
  const strategy = Field.root(manifest).at('spec', 'updateStrategy');
  const surge = strategy.at('rollingUpdate', 'maxSurge').value ?? 0;
  return manifest.kind === 'DaemonSet' && strategy.at('type').text !== 'OnDelete' && surge !== 0 && surge !== '0%';
}

/** A ReplicaSet of a Deployment or a Pod of a Job is counted by its owner. */
function isOwned({ manifest }: LocatedManifest): boolean {
  return Field.root(manifest)
    .at('metadata', 'ownerReferences')
    .items()
    .some((owner) => owner.at('controller').value === true);
}

/** A Job hands its own deadline to no pod; only the pod's spec counts. */
function endsByDeadline({ manifest }: LocatedManifest, spec: Field): boolean {
  return spec.at('activeDeadlineSeconds').number !== undefined && apiGroup(manifest.apiVersion) !== 'apps';
}

function reachesAcross(spec: Field): boolean {
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  return ['podAffinity', 'podAntiAffinity']
    .map((kind) => spec.at('affinity', kind))
    .flatMap((kind) => [
      ...kind.at(required).items(),
      ...kind
        .at(preferred)
        .items()
        .map((term) => term.at('podAffinityTerm')),
    ])
    .some((term) => term.at('namespaceSelector').isSet || term.at('namespaces').items().length > 0);
}

function namespaceLabels(manifests: ManifestSet): (namespace: string) => Labels | undefined {
  return remembered((name) => {
    const namespace = manifests.get({ group: '', kind: 'Namespace', namespace: '', name });
    const labels =
      namespace === undefined ? undefined : parseLabels(Field.root(namespace.manifest).at('metadata', 'labels').value);
    return { ...labels, 'kubernetes.io/metadata.name': name };
  });
}

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}

/** Which workload a demand is of: `Deployment shop/web`. */
export function formatDemand({ object }: Demand): string {
  const { kind, namespace, name } = identityOf(object.manifest);
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
