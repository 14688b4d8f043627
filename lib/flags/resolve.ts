import type { OpenFeatureFacts } from '../fleet/facts/open-feature';
import { isAtLeast } from '../fleet/kubernetes-version';
import { appendTo } from '../manifest/objects/append-to';
import type { ClusterModel } from '../model/cluster-model';
import type { Peer } from '../model/connection';
import { objectReference } from '../model/object-reference';
import { formatWorkload, type WorkloadModel } from '../model/workload-model';
import { flagAnnotations } from '../products/flagd/pod-annotations';
import { isProbed, managementPort } from './feature-flag-source';
import { flagdProxy } from './flagd-proxy';
import { declaredFlags, type DeclaredFlags, type FlagEvaluation } from './flags-model';

/** The flags of a tree, once their pods are annotated and connected. */
export function resolveFlags(model: ClusterModel): readonly DeclaredFlags[] {
  const declared = declaredFlags.in(model);
  for (const servings of byWorkload(declared)) resolveServings(servings, model);
  return declared;
}

/** One workload, and all that serve it. */
interface Servings {
  readonly workload: WorkloadModel;
  readonly all: readonly Serving[];
}

interface Serving {
  readonly flags: DeclaredFlags;
  readonly evaluation: FlagEvaluation;
}

function byWorkload(declared: readonly DeclaredFlags[]): readonly Servings[] {
  const all = new Map<WorkloadModel, Serving[]>();
  for (const flags of declared)
    for (const { workload, evaluation } of flags.served) appendTo(all, workload, { flags, evaluation });
  return [...all].map(([workload, servings]) => ({ workload, all: servings }));
}

function resolveServings({ workload, all }: Servings, model: ClusterModel): void {
  const { openFeature } = model.cluster;
  const [first] = all;
  if (openFeature === undefined || first === undefined) return;
  const refuse = refusing(model, workload, first.flags.origin);
  if (new Set(all.map(({ evaluation }) => evaluation)).size > 1)
    return refuse(
      'sidecar and in-process: the operator looks at one of them alone',
      'let all FeatureFlags serve it in one way',
    );
  if (first.evaluation === 'sidecar' && !isAtLeast(model.cluster.kubernetesVersion, '1.29'))
    return refuse(
      `flagd runs as a sidecar container, which Kubernetes ${model.cluster.kubernetesVersion} has not: its pods would never start`,
      "upgrade the cluster, or serve it { evaluation: 'in-process' }",
    );
  const direct = all.find(({ flags }) => flags.from === 'kubernetes');
  if (first.evaluation === 'in-process' && direct !== undefined)
    return refuse(
      `the provider of an application finds its flags by flagd-proxy, and ${direct.flags.name} comes from kubernetes`,
      "leave from out there, or serve it { evaluation: 'sidecar' }",
    );
  const names = all.map(({ flags }) => nameFor(workload, flags)).join(', ');
  const annotation = first.evaluation === 'sidecar' ? flagAnnotations.source : flagAnnotations.inProcess;
  model.contributions.add(workload.controller, 'pods', first.flags.origin, {
    annotations: { [flagAnnotations.enabled]: 'true', [annotation]: names },
    ...(direct === undefined ? {} : { serviceAccountToken: true }),
  });
  if (first.evaluation === 'sidecar') addFlagd(workload, model);
  for (const { flags } of all) connect(workload, flags, openFeature, model);
}

/** Beside its containers runs one that others must know of, and that the kubelet asks how it is. */
function addFlagd(workload: WorkloadModel, model: ClusterModel): void {
  model.addSidecar(workload);
  const { nodeCidrs } = model.cluster.network;
  if (!isProbed(model.cluster) || nodeCidrs.length === 0) return;
  model.need({
    reason: 'probes of flagd',
    direction: 'ingress',
    workload,
    peer: { type: 'cidrs', cidrs: nodeCidrs },
    ports: [{ protocol: 'TCP', port: managementPort }],
  });
}

/** Objects of its own namespace need none. */
function nameFor(workload: WorkloadModel, { namespace, name }: DeclaredFlags): string {
  return namespace === workload.namespace ? name : `${namespace}/${name}`;
}

function connect(
  workload: WorkloadModel,
  { from, origin }: DeclaredFlags,
  openFeature: OpenFeatureFacts,
  model: ClusterModel,
): void {
  const proxy = flagdProxy(openFeature, model.cluster.dnsDomain);
  const to: Peer =
    from === 'kubernetes' ? { type: 'apiServer' } : { type: 'platform', name: 'flagd-proxy', pods: proxy.pods };
  const ports = from === 'kubernetes' ? [] : [{ protocol: 'TCP' as const, port: proxy.port }];
  model.connect({ from: { type: 'workload', workload }, to, ports, origin });
}

function refusing(model: ClusterModel, workload: WorkloadModel, origin: string) {
  return (message: string, fix: string): void => {
    model.report({
      id: 'unsupported-flags',
      severity: 'error',
      object: objectReference(workload.controller),
      path: 'spec.template.metadata.annotations',
      message: `Forbidden: ${formatWorkload(workload)} is served feature flags: ${message}`,
      fix,
      origin,
    });
  };
}
