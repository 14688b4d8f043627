import type { StorageClassFacts } from '../../fleet/facts/storage-classes';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Demand } from '../demand/demand';
import { defaultClass } from '../demand/default-class';
import { readAmount, readAmounts } from '../resources/amounts';
import { isInScope } from './quota-scope';

/** What a ResourceQuota lets its namespace have, and what the tree asks for at its highest. */
export interface QuotaAnswer {
  readonly object: LocatedManifest;
  readonly status: 'proved' | 'violated' | 'unproved';
  readonly entries: readonly QuotaEntry[];
  /** Why it is unproved. */
  readonly reasons: readonly string[];
}

export interface QuotaEntry {
  readonly key: string;
  readonly used: number;
  readonly hard: number;
}

/** Judges every ResourceQuota against the pods, claims and objects of its namespace. */
export function judgeQuotas(
  manifests: ManifestSet,
  demands: readonly Demand[],
  podsOf: (demand: number) => number | undefined,
  declared: readonly StorageClassFacts[],
): readonly QuotaAnswer[] {
  return manifests.ofKind('', 'ResourceQuota').map((object) => {
    const quota = Field.root(object.manifest);
    const namespace = namespaceOf(object.manifest);
    const counted = demands.flatMap((demand, index) =>
      demand.pod.namespace === namespace && isInScope(demand, quota.at('spec'))
        ? [{ demand, pods: podsOf(index) }]
        : [],
    );
    const entries: QuotaEntry[] = [];
    const reasons = new Set<string>();
    for (const [key, hard] of readAmounts(quota.at('spec', 'hard').value)) {
      const used = usedOf(key, { manifests, declared }, namespace, counted);
      if (used === undefined) reasons.add(`what counts towards ${key} is not known from the manifests`);
      else entries.push({ key, used, hard });
    }
    for (const { demand, pods } of counted) {
      if (pods === undefined) reasons.add('how many nodes a DaemonSet has pods on is not known');
      if (demand.mayGrow !== undefined) reasons.add(demand.mayGrow);
    }
    const isViolated = entries.some(({ used, hard }) => used > hard);
    const status = isViolated ? 'violated' : reasons.size > 0 ? 'unproved' : 'proved';
    return { object, status, entries, reasons: isViolated ? [] : [...reasons] };
  });
}

interface Counted {
  readonly demand: Demand;
  /** Undefined where it depends on nodes that are not known. */
  readonly pods: number | undefined;
}

interface Known {
  readonly manifests: ManifestSet;
  /** StorageClasses that the cluster has without its tree. */
  readonly declared: readonly StorageClassFacts[];
}

/** What the namespace comes to for a key of `hard`; undefined for what the tree does not show. */
function usedOf(key: string, known: Known, namespace: string, counted: readonly Counted[]): number | undefined {
  const { manifests } = known;
  if (key === 'pods' || key === 'count/pods') return counted.reduce((sum, { pods = 0 }) => sum + pods, 0);
  const ofPods = podAmountOf(key);
  if (ofPods !== undefined) return counted.reduce((sum, { demand, pods = 0 }) => sum + (ofPods(demand) ?? 0) * pods, 0);
  const ofClass = /^(.+)\.storageclass\.storage\.k8s\.io\/(requests\.storage|persistentvolumeclaims)$/.exec(key);
  if (ofClass?.[1] !== undefined) return claimsOf(known, namespace, counted, ofClass[2] ?? '', ofClass[1]);
  if (['requests.storage', 'persistentvolumeclaims', 'count/persistentvolumeclaims'].includes(key))
    return claimsOf(known, namespace, counted, key);
  const [, plural = key, group = ''] = /^count\/([^.]+)(?:\.(.+))?$/.exec(key) ?? [];
  const kind = countedKinds[`${group}/${plural}`];
  if (kind === undefined) return undefined;
  return manifests.ofKind(group, kind, namespace).filter(({ manifest }) => countsAs(plural, Field.root(manifest)))
    .length;
}

/** `requests.cpu` and its like, by what a pod asks for. */
function podAmountOf(key: string): ((demand: Demand) => number | undefined) | undefined {
  const [, what = 'requests', resource = key] = /^(requests|limits)\.(.+)$/.exec(key) ?? [];
  if (resource === 'storage' || resource.includes('storageclass.storage.k8s.io')) return undefined;
  const isCompute = ['cpu', 'memory', 'ephemeral-storage'].includes(resource) || resource.startsWith('hugepages-');
  if (!isCompute && !(key.startsWith('requests.') && resource.includes('/'))) return undefined;
  return ({ resources }) => (what === 'limits' ? resources.limits : resources.requests).get(resource);
}

/** What claims come to, those of one StorageClass or all; undefined where claims name no class and the default is not known. */
function claimsOf(
  { manifests, declared }: Known,
  namespace: string,
  counted: readonly Counted[],
  key: string,
  storageClass?: string,
): number | undefined {
  const sizeOf = (spec: Field) =>
    readAmount('requests.storage', spec.at('resources', 'requests', 'storage').value) ?? 0;
  const named = manifests
    .ofKind('', 'PersistentVolumeClaim', namespace)
    .map(({ manifest }) => ({ spec: Field.root(manifest).at('spec'), count: 1 }));
  const made = counted.flatMap(({ demand, pods = 0 }) =>
    Field.root(demand.object.manifest)
      .at('spec', 'volumeClaimTemplates')
      .items()
      .map((template) => ({ spec: template.at('spec'), count: pods })),
  );
  const claims = [...named, ...made];
  const byDefault = defaultClass(manifests, declared);
  const classOf = (spec: Field) => {
    const field = spec.at('storageClassName');
    return field.isSet ? field.text : byDefault;
  };
  if (storageClass !== undefined && claims.some(({ spec }) => classOf(spec) === undefined)) return undefined;
  return claims
    .filter(({ spec }) => storageClass === undefined || classOf(spec) === storageClass)
    .reduce((sum, { spec, count }) => sum + (key === 'requests.storage' ? sizeOf(spec) : 1) * count, 0);
}

/** Kinds that a quota can count, as `group/plural`, of which the tree shows every object. */
const countedKinds: Readonly<Record<string, string>> = {
  '/configmaps': 'ConfigMap',
  '/replicationcontrollers': 'ReplicationController',
  '/resourcequotas': 'ResourceQuota',
  '/secrets': 'Secret',
  '/services': 'Service',
  '/services.loadbalancers': 'Service',
  '/services.nodeports': 'Service',
  'apps/daemonsets': 'DaemonSet',
  'apps/deployments': 'Deployment',
  'apps/statefulsets': 'StatefulSet',
  'batch/cronjobs': 'CronJob',
  'networking.k8s.io/ingresses': 'Ingress',
};

/** A quota counts load balancers and node ports by what a Service asks for. */
function countsAs(plural: string, object: Field): boolean {
  const type = object.at('spec', 'type').text;
  if (plural === 'services.loadbalancers') return type === 'LoadBalancer';
  return plural !== 'services.nodeports' || type === 'NodePort' || type === 'LoadBalancer';
}
