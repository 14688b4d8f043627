import { Field } from '../manifest/objects/field';
import { objectsIn } from '../manifest/objects/find-object';
import { textsOf, type MeshRecord, type Metadata } from './mesh-product';
import { selectsSome } from './selects-some';

const dataplaneMode = 'istio.io/dataplane-mode';
const inject = 'sidecar.istio.io/inject';
/** Where the webhook never injects. */
const neverInjected = ['kube-system', 'kube-public', 'kube-node-lease', 'local-path-storage'];

/** Istio: proxies beside pods, or on nodes in ambient mode. */
export const istioRecord: MeshRecord = {
  product: 'istio',
  name: 'Istio',
  proxy: {
    container: 'istio-proxy',
    user: 1337,
    ports: [15020, 15021, 15090],
    nativeSidecar: 'sidecar.istio.io/nativeSidecar',
  },
  controlPlanePorts: [15012],
  // https://istio.io/latest/docs/ambient/usage/networkpolicy
  tunnelPort: (client, server) => (client === 'ambient' || server === 'ambient' ? 15008 : undefined),
  gatewayClasses: (mesh) => [
    'istio',
    'istio-remote',
    ...(mesh.product === 'istio' && mesh.mode === 'ambient' ? ['istio-waypoint'] : []),
  ],
  enrols: (pod, namespace, name) => {
    if (isInjected(pod, namespace, name)) return 'sidecar';
    const mode = pod.labels.entry(dataplaneMode).text ?? namespace.labels.entry(dataplaneMode).text;
    return mode === 'ambient' ? 'ambient' : undefined;
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
 * takes those that opt in; one that opts out takes none.
 */
function isInjected(own: Metadata, namespace: Metadata, name: string): boolean {
  const wish = own.labels.entry(inject).text;
  const refused = wish === 'false' || own.annotations.entry(inject).text === 'false';
  if (refused || neverInjected.includes(name)) return false;
  const injection = namespace.labels.entry('istio-injection').text;
  if (injection !== undefined) return injection === 'enabled';
  const isAmbient = namespace.labels.entry(dataplaneMode).text === 'ambient';
  if (namespace.labels.entry('istio.io/rev').isSet && !isAmbient) return true;
  return wish === 'true' || (own.labels.entry('istio.io/rev').isSet && !isAmbient);
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
