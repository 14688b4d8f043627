import { capacity, type Capacity, type CapacityOptions, type WorkloadCapacity } from '../../lib/capacity/capacity';
import { readNodes } from '../../lib/capacity/nodes/read-nodes';
import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';

export interface NodeSketch {
  readonly name: string;
  readonly zone?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly cpu?: string;
  readonly memory?: string;
  readonly pods?: string;
  readonly taints?: readonly JsonObject[];
  readonly unschedulable?: boolean;
}

/** A Node as `kubectl get nodes -o yaml` prints it: four cores and 16Gi where nothing else is said. */
export function node({
  name,
  zone = 'a',
  labels,
  cpu = '4',
  memory = '16Gi',
  pods = '110',
  taints,
  unschedulable,
}: NodeSketch): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': zone, ...labels } },
    spec: { ...(taints && { taints }), ...(unschedulable === true && { unschedulable }) },
    status: { allocatable: { cpu, memory, pods } },
  };
}

export interface DeploymentSketch {
  readonly name: string;
  readonly replicas?: number;
  readonly cpu?: string;
  readonly memory?: string;
  /** Further fields of the pod's spec. */
  readonly pod?: JsonObject;
  readonly spec?: JsonObject;
  readonly kind?: string;
}

/** A Deployment whose one container asks for a core and 1Gi where nothing else is said. */
export function deployment({
  name,
  replicas = 1,
  cpu = '1',
  memory = '1Gi',
  pod,
  spec,
  kind = 'Deployment',
}: DeploymentSketch): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace: 'shop' },
    spec: {
      ...(kind === 'DaemonSet' ? {} : { replicas }),
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'app', image: 'app:1', resources: { requests: { cpu, memory } } }], ...pod },
      },
      ...spec,
    },
  };
}

export function judge(objects: readonly Manifest[], nodes: readonly Manifest[], options?: CapacityOptions): Capacity {
  const located = objects.map((manifest) => ({ manifest }));
  return capacity(new ManifestSet(located), readNodes(nodes.map((manifest) => ({ manifest }))), options);
}

/** The answer about the workload of a name. */
export function answerFor(answer: Capacity, name: string): WorkloadCapacity {
  const found = answer.workloads.find(({ object }) => object.manifest.metadata.name === name);
  if (found === undefined) throw new Error(`no answer about ${name}`);
  return found;
}
