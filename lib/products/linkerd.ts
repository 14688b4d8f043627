import { Field } from '../manifest/objects/field';
import { objectsIn } from '../manifest/objects/find-object';
import { textsOf, type MeshRecord } from './mesh-product';
import { selectsSome } from './selects-some';

const inject = 'linkerd.io/inject';

/** Linkerd: a proxy in every pod. */
export const linkerdRecord: MeshRecord = {
  product: 'linkerd',
  name: 'Linkerd',
  proxy: {
    container: 'linkerd-proxy',
    user: 2102,
    ports: [4190, 4191],
    nativeSidecar: 'config.linkerd.io/proxy-enable-native-sidecar',
  },
  controlPlanePorts: [8080, 8086, 8090],
  // https://linkerd.io/2/common-errors/network-policy
  tunnelPort: () => 4143,
  gatewayClasses: () => [],
  enrols: (pod, namespace) => {
    const wish = pod.annotations.entry(inject).text ?? namespace.annotations.entry(inject).text;
    return wish === 'enabled' || wish === 'ingress' ? 'sidecar' : undefined;
  },
  optOuts: [{ among: 'annotations', key: inject, values: ['disabled'] }],
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
