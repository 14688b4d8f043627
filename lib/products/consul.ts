import { commonAppProtocols } from '../manifest/network/application-protocol';
import { Field } from '../manifest/objects/field';
import { namespaceOf, objectsIn } from '../manifest/objects/find-object';
import { servicesSelecting } from '../manifest/network/selecting-services';
import type { MeshRecord } from './mesh-product';

/** An annotation that Consul's injector reads. */
export function consulAnnotation<Name extends string>(name: Name): `consul.hashicorp.com/${Name}` {
  return `consul.hashicorp.com/${name}`;
}

/** Ports of Consul's proxies, gateways and servers. */
export const consulPorts = {
  /** Where a proxy takes the connections of the mesh. */
  mesh: 20000,
  /** Metrics of application and proxy. */
  metrics: 20200,
  /** Where the kubelet finds the probes of a pod's first container once they are overwritten: liveness, readiness, startup. */
  probes: [20300, 20400, 20500],
  /** Where a proxy answers for its service, in pods that ask for that. */
  health: 21000,
  /** Where the kubelet asks a proxy to drain. */
  lifecycle: 20600,
  terminatingGateway: 8443,
  /** HTTP without TLS and with it: an installation listens on one of them. */
  http: [8500, 8501],
  grpc: 8502,
} as const;

const inject = consulAnnotation('connect-inject');

/** Consul's service mesh: a proxy in every pod, and services that have no namespace. */
export const consulRecord: MeshRecord = {
  product: 'consul',
  name: 'Consul',
  proxy: {
    container: 'consul-dataplane',
    user: 5995,
    ports: [consulPorts.metrics, ...consulPorts.probes, consulPorts.lifecycle],
    metrics: { portNumber: consulPorts.metrics, path: '/metrics' },
    nativeSidecar: consulAnnotation('enable-consul-dataplane-as-sidecar'),
    resourceAnnotations: {
      requests: {
        cpu: consulAnnotation('sidecar-proxy-cpu-request'),
        memory: consulAnnotation('sidecar-proxy-memory-request'),
      },
      limits: {
        cpu: consulAnnotation('sidecar-proxy-cpu-limit'),
        memory: consulAnnotation('sidecar-proxy-memory-limit'),
      },
    },
    // connectInject.sidecarProxy.resources of the chart
    defaultResources: { requests: {}, limits: {} },
    imageFolders: ['hashicorp'],
  },
  controlPlanePorts: [consulPorts.grpc],
  reservedPorts: { from: 20000, to: 20699 },
  tunnelPort: () => consulPorts.mesh,
  appProtocols: commonAppProtocols,
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
