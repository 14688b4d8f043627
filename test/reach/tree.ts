import type { JsonObject } from '../../lib/manifest/objects/json';
import type { Labels } from '../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { reachability, type Reachability } from '../../lib/reach/questions/reachability';
import { formatPassing } from '../../lib/report/reach/format-passing';
import type { ReachabilityOptions } from '../../lib/reach/questions/reachability-options';

/** Reachability of a tree of these objects. */
export function reach(...objects: readonly Manifest[]): Reachability {
  return reachability(tree(...objects));
}

export function reachWith(options: ReachabilityOptions, ...objects: readonly Manifest[]): Reachability {
  return reachability(tree(...objects), options);
}

export function tree(...objects: readonly Manifest[]): ManifestSet {
  return new ManifestSet(objects.map((manifest) => ({ manifest })));
}

export function namespace(name: string, labels: Labels = {}): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A Deployment `namespace/name` whose pods have the label `app: name`. */
export function deployment(
  path: string,
  pod: { labels?: Labels; spec?: JsonObject; ports?: readonly JsonObject[] } = {},
) {
  const { namespace, name } = split(path);
  const labels = pod.labels ?? { app: name };
  const containers = [{ name: 'main', image: 'example', ports: pod.ports ?? [] }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers, ...pod.spec } } },
  };
}

export function barePod(path: string, labels: Labels, metadata: JsonObject = {}): Manifest {
  const { namespace, name } = split(path);
  const containers = [{ name: 'main', image: 'example' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels, ...metadata }, spec: { containers } };
}

export function networkPolicy(path: string, spec: JsonObject): Manifest {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: split(path), spec };
}

export function adminNetworkPolicy(name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'policy.networking.k8s.io/v1alpha1', kind: 'AdminNetworkPolicy', metadata: { name }, spec };
}

export function baselineAdminNetworkPolicy(spec: JsonObject, name = 'default'): Manifest {
  const apiVersion = 'policy.networking.k8s.io/v1alpha1';
  return { apiVersion, kind: 'BaselineAdminNetworkPolicy', metadata: { name }, spec };
}

export function clusterNetworkPolicy(name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'policy.networking.k8s.io/v1alpha2', kind: 'ClusterNetworkPolicy', metadata: { name }, spec };
}

export function ciliumNetworkPolicy(path: string, spec: JsonObject): Manifest {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: split(path), spec };
}

export function ciliumClusterwideNetworkPolicy(name: string, spec: JsonObject): Manifest {
  return { apiVersion: 'cilium.io/v2', kind: 'CiliumClusterwideNetworkPolicy', metadata: { name }, spec };
}

export function service(path: string, spec: JsonObject): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: split(path), spec };
}

/** Connections as lines such as `shop/a (Deployment) -> shop/b (Deployment): TCP 80`. */
export function lines(reachability: Reachability): readonly string[] {
  return reachability.connections().map((each) => `${text(each.from)} -> ${text(each.to)}: ${formatPassing(each)}`);
}

/** What passes from one end to another, as text. */
export function passes(reachability: Reachability, from: string, to: string): string {
  return reachability.between(from, to).allowed.toString();
}

function text(endpoint: object): string {
  if ('ipRange' in endpoint) return String(endpoint.ipRange);
  if ('dnsName' in endpoint) return String(endpoint.dnsName);
  if ('ingressController' in endpoint) return 'ingress-controller';
  return 'namespace' in endpoint && 'name' in endpoint ? `${String(endpoint.namespace)}/${String(endpoint.name)}` : '';
}

function split(path: string): { namespace: string; name: string } {
  const [namespace = '', name = ''] = path.split('/');
  return { namespace, name };
}
