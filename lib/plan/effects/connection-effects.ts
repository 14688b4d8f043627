import { autoscalerKinds } from '../../manifest/pods/autoscaler-kinds';
import { isDeepStrictEqual } from 'node:util';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import { apiGroup } from '../../manifest/objects/api-version';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { formatEndpoint } from '../../reach/questions/endpoint';
import { TooManyConnections } from '../../reach/questions/connections';
import { mostCompared, type ReachabilityDifference } from '../../reach/questions/difference';
import { MalformedPolicies } from '../../reach/policies/policy-problem';
import { reachability, type Reachability } from '../../reach/questions/reachability';
import type { ChangedObject } from '../plan-context';
import type { Effect, EffectScene } from './effect';

/** Connections that are possible from now on, and those that are no longer, on the network and in the mesh. */
export function connectionEffects(
  { paired, context, base, next }: EffectScene,
  longest: number = mostWorkloads,
): readonly Effect[] {
  const { updated, created, deleted } = paired;
  const isOtherNetwork = !isDeepStrictEqual(networkFacts(context.cluster), networkFacts(context.clusterBefore));
  const others = [...created, ...deleted].some(({ manifest }) => mayConnect(manifest.apiVersion, manifest.kind));
  if (!isOtherNetwork && !others && !updated.some(changesConnections)) return [];
  const [before, after] = [base.all(), next.all()];
  if (Math.max(before.pods().length, after.pods().length) > longest)
    return [effect('~', `not compared: more than ${longest} workloads; see "cdk8s-blueprints reach --base"`)];
  const [old, fresh] = [answer(before, context.clusterBefore), answer(after, context.cluster)];
  if (old === undefined || fresh === undefined)
    return [effect('~', 'not compared: a policy of the trees is malformed')];
  const difference = differenceOf(fresh, old);
  if (difference === undefined)
    return [effect('~', `not compared: more than ${mostCompared} connections; see "cdk8s-blueprints reach --from"`)];
  const { added, removed, changed } = difference;
  const text = ({ from, to }: (typeof added)[number], ports: string): string =>
    `${formatEndpoint(from)} -> ${formatEndpoint(to)}: ${ports}`;
  return [
    ...added.map((each) => effect('+', text(each, each.ports.toString()))),
    ...removed.map((each) => effect('-', text(each, each.ports.toString()))),
    ...changed.flatMap((each): Effect[] => {
      const [gained, lost] = [each.addedPorts, each.removedPorts];
      if (gained.isEmpty && lost.isEmpty) return [effect('~', text(each.after, 'other requests than before'))];
      return [
        ...(gained.isEmpty ? [] : [effect('+', text(each.after, gained.toString()))]),
        ...(lost.isEmpty ? [] : [effect('-', text(each.after, lost.toString()))]),
      ];
    }),
  ];
}

/** Comparing more takes longer than a reviewer waits. */
const mostWorkloads = 1500;

function differenceOf(fresh: Reachability, old: Reachability): ReachabilityDifference | undefined {
  try {
    return fresh.diff(old);
  } catch (error) {
    if (error instanceof TooManyConnections) return undefined;
    throw error;
  }
}

function effect(sign: Effect['sign'], text: string): Effect {
  return { topic: 'connections', sign, text };
}

function networkFacts({ network, mesh }: ClusterFacts): unknown {
  return [network, mesh];
}

function answer(manifests: ManifestSet, { network, mesh }: ClusterFacts): Reachability | undefined {
  try {
    const { ingressControllers } = network;
    return reachability(manifests, { network, ingressControllers, ...(mesh === undefined ? {} : { mesh }) });
  } catch (error) {
    if (error instanceof MalformedPolicies) return undefined;
    throw error;
  }
}

/** Kinds that decide nothing about what passes between pods: everything else may. */
const silentKinds: ReadonlySet<string> = new Set([
  '/ConfigMap',
  '/LimitRange',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  '/ResourceQuota',
  '/Secret',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'policy/PodDisruptionBudget',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  ...autoscalerKinds,
]);

function mayConnect(apiVersion: string, kind: string): boolean {
  return !silentKinds.has(`${apiGroup(apiVersion)}/${kind}`);
}

/** Of a workload, only labels, ports and its identity count; most changes leave them alone. */
function changesConnections({ before, after }: ChangedObject): boolean {
  const { apiVersion, kind } = after.manifest;
  if (!mayConnect(apiVersion, kind)) return false;
  const [old, fresh] = [podTemplateOf(before), podTemplateOf(after)];
  if (old === undefined || fresh === undefined) return true;
  return !isDeepStrictEqual(networkOf(old), networkOf(fresh));
}

function networkOf({ metadata, spec }: NonNullable<ReturnType<typeof podTemplateOf>>): unknown {
  const ports = containersOf(Field.at('spec', spec)).map(({ field }) => field.at('ports').value);
  return [metadata.labels, metadata.annotations, spec.hostNetwork, spec.serviceAccountName, ports];
}
