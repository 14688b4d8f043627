import { Field } from '../manifest/objects/field';
import { namespaceOf, objectsIn } from '../manifest/objects/find-object';
import { servicesSelecting } from '../manifest/network/selecting-services';
import type { MeshRecord } from './mesh-product';

const inject = 'consul.hashicorp.com/connect-inject';

/** Consul's service mesh: a proxy in every pod, and services that have no namespace. */
export const consulRecord: MeshRecord = {
  product: 'consul',
  name: 'Consul',
  proxy: {
    container: 'consul-dataplane',
    user: 5995,
    ports: [],
    nativeSidecar: 'consul.hashicorp.com/enable-consul-dataplane-as-sidecar',
  },
  controlPlanePorts: [8502],
  // The public listener of the proxy.
  tunnelPort: () => 20000,
  gatewayClasses: () => ['consul'],
  enrols: ({ annotations }) =>
    ['true', 't', '1'].includes((annotations.entry(inject).text ?? '').toLowerCase()) ? 'sidecar' : undefined,
  optOuts: [{ among: 'annotations', key: inject, values: ['false', 'f', '0'] }],
  clients: {
    group: 'consul.hashicorp.com',
    kind: 'ServiceIntentions',
    namespaced: false,
    accountsOf: (spec) =>
      spec
        .at('sources')
        .items()
        .flatMap((source) => {
          const name = source.at('name').text;
          return name === undefined || source.at('peer').isSet ? [] : [name];
        }),
  },
  policyFor: (pod, manifests) => {
    const services = servicesSelecting(manifests, pod.owner).map(({ manifest }) => manifest.metadata.name);
    return objectsIn(manifests, 'consul.hashicorp.com', 'ServiceIntentions', pod.namespace).find(({ manifest }) => {
      const destination = Field.root(manifest).at('spec', 'destination', 'name').text;
      return namespaceOf(manifest) === pod.namespace && services.some((name) => name === destination);
    });
  },
};
