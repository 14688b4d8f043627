import type { TlsRouteSpec } from '../../imports/gateway.networking.k8s.io';
import { isJsonArray, isJsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import { emitService, type ServiceOptions } from '../workload/service';
import type { PodServicesModel } from './pod-services';
import type { StoreModel } from './store-model';

/** A Service for each pod of a store, named like it, and the route of a gateway to it where one leads there. */
export function emitPodServices(store: StoreModel): Manifest[] {
  const { podServices, members } = store.intent;
  if (podServices === undefined) return [];
  return members.names().flatMap((pod, index) => {
    const service = emitPodService(store, podServices, pod, index);
    const route = emitPodRoute(store, podServices, pod);
    return route === undefined ? [service] : [service, route];
  });
}

function emitPodService(
  { intent: { context, labels }, cluster }: StoreModel,
  model: PodServicesModel,
  pod: string,
  index: number,
): Manifest {
  const service = emitService({
    name: pod,
    context,
    labels,
    selectorLabels: { 'statefulset.kubernetes.io/pod-name': pod },
    ports: model.ports.map((port) => ({ ...port, servicePort: port.servicePort ?? port.containerPort })),
    mesh: cluster.mesh,
    options: serviceOptions(model, pod),
  });
  return withNodePorts(service, model, index);
}

function serviceOptions({ options }: PodServicesModel, pod: string): ServiceOptions {
  if (options.type === 'ClusterIP' || options.type === 'Gateway') return {};
  const { type, sourceRanges, domain, annotations } = options;
  const name = domain === undefined ? {} : { 'external-dns.alpha.kubernetes.io/hostname': `${pod}.${domain}` };
  return {
    annotations: { ...name, ...annotations },
    spec: {
      type,
      // The node of the pod alone answers, and policies see who asks.
      externalTrafficPolicy: 'Local',
      ...(type === 'LoadBalancer' ? { loadBalancerSourceRanges: sourceRanges } : {}),
    },
  };
}

function withNodePorts(service: Manifest, { options, ports }: PodServicesModel, index: number): Manifest {
  if (options.type !== 'NodePort' || options.firstNodePort === undefined) return service;
  const first = options.firstNodePort + index * ports.length;
  const { spec } = service;
  if (!isJsonObject(spec) || !isJsonArray(spec.ports)) return service;
  const numbered = spec.ports.map((port, place) => (isJsonObject(port) ? { ...port, nodePort: first + place } : port));
  return { ...service, spec: { ...spec, ports: numbered } };
}

function emitPodRoute(
  { intent: { context, labels } }: StoreModel,
  { options, ports, gateway }: PodServicesModel,
  pod: string,
): Manifest | undefined {
  const [port] = ports;
  if (options.type !== 'Gateway' || gateway === undefined || port === undefined) return undefined;
  const spec: Plain<TlsRouteSpec> = {
    parentRefs: [{ name: gateway.name, namespace: gateway.namespace }],
    hostnames: [`${pod}.${options.domain}`],
    rules: [{ backendRefs: [{ name: pod, port: port.servicePort ?? port.containerPort }] }],
  };
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'TLSRoute',
    metadata: context.metadata(pod, { labels }),
    spec,
  };
}
