import { commonAppProtocols } from '../manifest/network/application-protocol';
import { Field } from '../manifest/objects/field';
import { objectsIn } from '../manifest/objects/find-object';
import { textsOf, type MeshRecord, type Metadata } from './mesh-product';
import { selectsSome } from './selects-some';

/** Labels by which namespaces and pods say how Istio is to treat them. */
export const istioLabels = {
  /** On a namespace: `enabled` puts a proxy into its pods. */
  injection: 'istio-injection',
  /** On a namespace or a pod: the control plane, by its revision, that puts proxies into it. */
  revision: 'istio.io/rev',
  /** On a pod: whether it gets a proxy, whatever its namespace says. */
  inject: 'sidecar.istio.io/inject',
  /** On a namespace or a pod: `ambient` gives its traffic to the proxy of the node, `none` keeps it out. */
  dataplaneMode: 'istio.io/dataplane-mode',
  /** On a namespace, a Service or a pod: the Gateway that requests go through. */
  useWaypoint: 'istio.io/use-waypoint',
} as const;

/**
 * Ports of Istio's proxies and of its control plane.
 *
 * See https://istio.io/latest/docs/ops/deployment/application-requirements
 */
export const istioPorts = {
  /** Where istiod hands out certificates and configuration. */
  controlPlane: 15012,
  /** Where proxies of ambient mode take each other's connections. */
  hbone: 15008,
  /** Metrics of application and proxy, and the probes of the application. */
  agent: 15020,
  /** Whether a proxy is ready. */
  ready: 15021,
  /** Metrics of the proxy alone. */
  metrics: 15090,
} as const;

/** The class of a Gateway that is a proxy between the pods of a namespace. */
export const waypointClass = 'istio-waypoint';

/**
 * Fields of the source of an AuthorizationPolicy that came in 1.31: before, the API server drops them, so that a source is for more
 * clients than it says.
 *
 * See https://github.com/istio/api/pull/3665
 */
export const trustDomainFields = ['trustDomains', 'notTrustDomains'] as const;

/** Whether that version of Istio knows the fields about trust domains. */
export function knowsTrustDomains({ version }: { readonly version: string }): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major !== 1 || (minor ?? 0) >= 31;
}

const { dataplaneMode, inject } = istioLabels;
/** Where the webhook never injects. */
const neverInjected = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/** Istio: proxies beside pods, or on nodes in ambient mode. */
export const istioRecord: MeshRecord = {
  product: 'istio',
  name: 'Istio',
  proxy: {
    container: 'istio-proxy',
    user: 1337,
    ports: [istioPorts.agent, istioPorts.ready, istioPorts.metrics],
    metrics: { port: 'http-envoy-prom', path: '/stats/prometheus' },
    nativeSidecar: 'sidecar.istio.io/nativeSidecar',
    resourceAnnotations: {
      requests: { cpu: 'sidecar.istio.io/proxyCPU', memory: 'sidecar.istio.io/proxyMemory' },
      limits: { cpu: 'sidecar.istio.io/proxyCPULimit', memory: 'sidecar.istio.io/proxyMemoryLimit' },
    },
    // global.proxy.resources of the chart
    defaultResources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '2', memory: '1Gi' } },
    // global.hub of the charts, of 1.30 and before
    imageFolders: ['registry.istio.io/release', 'docker.io/istio'],
  },
  controlPlanePorts: [istioPorts.controlPlane],
  reservedPorts: { from: 15001, to: 15099 },
  // https://istio.io/latest/docs/ambient/usage/networkpolicy
  tunnelPort: (client, server) => (client === 'ambient' || server === 'ambient' ? istioPorts.hbone : undefined),
  appProtocols: commonAppProtocols,
  gatewayClasses: (mesh) => [
    'istio',
    'istio-remote',
    ...(mesh.product === 'istio' && mesh.mode === 'ambient' ? [waypointClass] : []),
  ],
  enrols: (pod, namespace, name) => {
    if (isInjected(pod, namespace, name)) return 'sidecar';
    const mode = pod.labels.entry(dataplaneMode).text ?? namespace.labels.entry(dataplaneMode).text;
    return mode === 'ambient' ? 'ambient' : undefined;
  },
  namespaceMarker: (mesh) => {
    if (mesh.product !== 'istio') return {};
    if (mesh.mode === 'ambient') return { labels: { [dataplaneMode]: 'ambient' } };
    const { revision } = mesh;
    return {
      labels: revision === undefined ? { [istioLabels.injection]: 'enabled' } : { [istioLabels.revision]: revision },
    };
  },
  optOuts: [
    { among: 'labels', key: inject, values: ['false'] },
    { among: 'annotations', key: inject, values: ['false'] },
    { among: 'labels', key: dataplaneMode, values: ['none'] },
  ],
  clients: {
    group: 'security.istio.io',
    kind: 'AuthorizationPolicy',
    namespaced: true,
    accountsOf: (spec, namespace) =>
      spec
        .at('rules')
        .items()
        .flatMap((rule) => rule.at('from').items())
        .flatMap((from) => accountsOfSource(from.at('source'), namespace)),
  },
  policyFor: (pod, manifests) =>
    objectsIn(manifests, 'security.istio.io', 'AuthorizationPolicy', pod.namespace).find((policy) =>
      selectsSome(Field.root(policy.manifest).at('spec', 'selector'), pod),
    ),
};

/**
 * The selectors of the webhook: a namespace that opts in takes all pods but those that opt out; one that says nothing
 * takes those that opt in; one that opts out takes none. None of them asks for the ambient mode, and a pod that has a
 * sidecar is left out of it.
 *
 * See `manifests/charts/istio-control/istio-discovery/templates/mutatingwebhook.yaml` of Istio.
 */
function isInjected(own: Metadata, namespace: Metadata, name: string): boolean {
  const wish = own.labels.entry(inject).text;
  const refused = wish === 'false' || own.annotations.entry(inject).text === 'false';
  if (refused || neverInjected.includes(name)) return false;
  const injection = namespace.labels.entry(istioLabels.injection).text;
  if (injection !== undefined) return injection === 'enabled';
  if (namespace.labels.entry(istioLabels.revision).isSet) return true;
  return wish === 'true' || own.labels.entry(istioLabels.revision).isSet;
}

function accountsOfSource(source: Field, namespace: string): readonly string[] {
  return [
    ...textsOf(source.at('principals')).flatMap((principal) => {
      const [, home, account] = /^[^/]*\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? [];
      return home === undefined || account === undefined ? [] : [`${home}/${account}`];
    }),
    ...textsOf(source.at('serviceAccounts')).map((name) => (name.includes('/') ? name : `${namespace}/${name}`)),
  ];
}
