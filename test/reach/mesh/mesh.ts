import { ConnectionSet } from '../../../lib/reach/sets/connection-set';
import type { JsonObject } from '../../../lib/manifest/objects/json';
import type { Labels } from '../../../lib/manifest/objects/label-selector';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { Layer } from '../../../lib/reach/questions/layer';
import type { Reachability } from '../../../lib/reach/questions/reachability';
import { deployment, reachWith } from '../tree';

/** A question about one TCP port, and about a request where a test names one. */
export interface Question {
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  readonly method?: string;
  readonly path?: string;
  readonly host?: string;
  readonly identity?: string;
}

/** `allowed`, `denied`, or `perhaps` where the manifests do not decide it. */
export function ask(reachability: Reachability, { from, to, port = 8080, ...request }: Question): string {
  const answer = reachability.between(from, to, request);
  if (answer.allowed.includesPort('TCP', port)) return 'allowed';
  return answer.allowedForSome.includesPort('TCP', port) ? 'perhaps' : 'denied';
}

export function reachBy(layer: Layer, ...objects: readonly Manifest[]): Reachability {
  return reachWith({ layer }, ...objects);
}

/** A namespace whose pods get sidecars of Istio. */
export function sidecarNamespace(name: string, labels: Labels = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'istio-injection': 'enabled', ...labels } },
  };
}

export function ambientNamespace(name: string, labels: Labels = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'istio.io/dataplane-mode': 'ambient', ...labels } },
  };
}

/** A Deployment that runs as a service account of its own name. */
export function workload(
  path: string,
  pod: { labels?: Labels; annotations?: Labels; spec?: JsonObject } = {},
): Manifest {
  const name = path.split('/')[1] ?? '';
  const made = deployment(path, {
    labels: { app: name, ...pod.labels },
    spec: { serviceAccountName: name, ...pod.spec },
    ports: [{ name: 'http', containerPort: 8080 }],
  });
  const { template } = made.spec;
  const metadata = { ...template.metadata, annotations: pod.annotations ?? {} };
  return { ...made, spec: { ...made.spec, template: { ...template, metadata } } };
}

export function authorizationPolicy(path: string, spec: JsonObject, annotations: Labels = {}): Manifest {
  const [namespace = '', name = ''] = path.split('/');
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { namespace, name, annotations },
    spec,
  };
}

export function peerAuthentication(path: string, spec: JsonObject): Manifest {
  const [namespace = '', name = ''] = path.split('/');
  return { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', metadata: { namespace, name }, spec };
}

/** Only a workload of this namespace, by label. */
export function selecting(app: string): { readonly selector: { readonly matchLabels: Labels } } {
  return { selector: { matchLabels: { app } } };
}

/** Every TCP port, for comparison. */
export const everyTcpPort = ConnectionSet.allOf('TCP').toString();
