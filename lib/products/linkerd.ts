import type { AppProtocols } from '../manifest/network/application-protocol';
import { Field } from '../manifest/objects/field';
import { objectsIn } from '../manifest/objects/find-object';
import { textsOf, type MeshRecord } from './mesh-product';
import { selectsSome } from './selects-some';

/** The annotation by which namespaces and pods say whether they get a proxy: `enabled`, `ingress` or `disabled`. */
export const linkerdInject = 'linkerd.io/inject';

/** Ports of Linkerd's proxies. */
export const linkerdPorts = {
  /** Where a proxy takes what clients of the mesh send to its pod, whatever port they meant. */
  inbound: 4143,
  /** Metrics and health. */
  admin: 4191,
} as const;

/** Certificates come from the identity pods; discovery and policy are two containers of the destination pods. */
export const linkerdControlPlane = [
  { component: 'identity', ports: [8080] },
  { component: 'destination', ports: [8086, 8090] },
] as const;

/**
 * Linkerd passes a port through, without any look at requests, whose value it does not know: `grpc` and `http2` among them.
 * For gRPC there is no value that lets GRPCRoutes work; its clients speak first, so that detection is safe.
 *
 * See https://linkerd.io/2/features/protocol-detection
 */
const appProtocols: AppProtocols = {
  grpc: undefined,
  http: 'http',
  http2: 'kubernetes.io/h2c',
  https: 'https',
  mongo: 'linkerd.io/opaque',
  mysql: 'linkerd.io/opaque',
  postgresql: 'linkerd.io/opaque',
  redis: 'linkerd.io/opaque',
  tcp: 'linkerd.io/opaque',
  tls: 'tls',
};

/** Linkerd: a proxy in every pod. */
export const linkerdRecord: MeshRecord = {
  product: 'linkerd',
  name: 'Linkerd',
  proxy: {
    container: 'linkerd-proxy',
    user: 2102,
    ports: [4190, linkerdPorts.admin],
    metrics: { port: 'linkerd-admin', path: '/metrics' },
    nativeSidecar: 'config.linkerd.io/proxy-enable-native-sidecar',
    resourceAnnotations: {
      requests: { cpu: 'config.linkerd.io/proxy-cpu-request', memory: 'config.linkerd.io/proxy-memory-request' },
      limits: { cpu: 'config.linkerd.io/proxy-cpu-limit', memory: 'config.linkerd.io/proxy-memory-limit' },
    },
    // proxy.resources of the chart
    defaultResources: { requests: {}, limits: {} },
    imageFolders: ['cr.l5d.io/linkerd'],
  },
  controlPlanePorts: linkerdControlPlane.flatMap(({ ports }) => ports),
  reservedPorts: { from: 4140, to: 4199 },
  // https://linkerd.io/2/common-errors/network-policy
  tunnelPort: () => linkerdPorts.inbound,
  appProtocols,
  gatewayClasses: () => [],
  enrols: (pod, namespace) => {
    const wish = pod.annotations.entry(linkerdInject).text ?? namespace.annotations.entry(linkerdInject).text;
    return wish === 'enabled' || wish === 'ingress' ? 'sidecar' : undefined;
  },
  namespaceMarker: () => ({ annotations: { [linkerdInject]: 'enabled' } }),
  optOuts: [{ among: 'annotations', key: linkerdInject, values: ['disabled'] }],
  clients: {
    group: 'policy.linkerd.io',
    kind: 'MeshTLSAuthentication',
    namespaced: true,
    accountsOf: (spec, namespace) => [...referencedAccounts(spec, namespace), ...identifiedAccounts(spec)],
  },
  policyFor: (pod, manifests) =>
    objectsIn(manifests, 'policy.linkerd.io', 'Server', pod.namespace).find((server) =>
      selectsSome(Field.root(server.manifest).at('spec', 'podSelector'), pod),
    ),
};

function referencedAccounts(spec: Field, namespace: string): readonly string[] {
  return spec
    .at('identityRefs')
    .items()
    .flatMap((reference) => {
      const name = reference.at('name').text;
      if (reference.at('kind').text !== 'ServiceAccount' || name === undefined) return [];
      return [`${reference.at('namespace').text ?? namespace}/${name}`];
    });
}

function identifiedAccounts(spec: Field): readonly string[] {
  return textsOf(spec.at('identities')).flatMap((identity) => {
    const [, account, home] = /^([^.*]+)\.([^.]+)\.serviceaccount\./.exec(identity) ?? [];
    return home === undefined || account === undefined ? [] : [`${home}/${account}`];
  });
}
