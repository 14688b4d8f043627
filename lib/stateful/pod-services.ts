import type { Cluster } from '../fleet/cluster';
import type { IngressControllerFacts } from '../fleet/network-facts';
import {
  fields,
  listOf,
  nameOrNumber,
  nonEmpty,
  notFound,
  text,
  textMap,
  variantsOf,
  wholeNumberFrom,
  type ShapeProblem,
} from '../fleet/shape';
import type { PortModel } from '../model/port-model';

/**
 * A Service for each pod, so that clients choose one of them. There are as many as pods: where a controller decides how many
 * that are, some would have none, and the synth fails.
 */
export type PodServices = PodServicesOptions & (InCluster | AtAddress | BehindGateway);

/** What the Services of single pods have in common. */
export interface PodServicesOptions {
  /** Ports that they show, by name or number of a port for clients. @default every port for clients */
  readonly ports?: readonly (string | number)[];
}

/** Clients of the cluster choose a pod. */
export interface InCluster {
  readonly type: 'ClusterIP';
}

/** Each pod has an address of its own outside of the cluster, and keeps the addresses of its clients. */
export interface AtAddress {
  readonly type: 'LoadBalancer' | 'NodePort';
  /**
   * Addresses of the clients. Network policies let them in to these ports; emitted as `loadBalancerSourceRanges`, too, where
   * there is a load balancer.
   */
  readonly sourceRanges: readonly string[];
  /**
   * Domain below which each pod has a name: `nats-0.example.com`. Emitted as the annotation
   * `external-dns.alpha.kubernetes.io/hostname`, and as the variable `ADVERTISED_HOST` of the main container.
   *
   * @default none
   */
  readonly domain?: string;
  /** Port of the nodes for the first port of the first pod; each next one gets the next number. Only for `NodePort`. @default the API server chooses */
  readonly firstNodePort?: number;
  /** Annotations on each Service, such as a cloud load balancer's. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A gateway leads each client to the pod whose name it asks for by SNI. */
export interface BehindGateway {
  readonly type: 'Gateway';
  /** Class of the gateway, among `network.ingressControllers` of the cluster. */
  readonly className: string;
  /**
   * Domain below which each pod has a name. Emitted as `hostnames` of a TLSRoute for each pod, and as the variable
   * `ADVERTISED_HOST` of the main container.
   */
  readonly domain: string;
}

const ports = listOf(nameOrNumber);
const atAddress = {
  type: text,
  'ports?': ports,
  sourceRanges: nonEmpty(text, 'the addresses of the clients'),
  'domain?': text,
  'annotations?': textMap,
};

/** How the Services of single pods are checked. */
export const podServicesShape = variantsOf('type', {
  ClusterIP: fields({ type: text, 'ports?': ports }),
  LoadBalancer: fields(atAddress),
  NodePort: fields({ ...atAddress, 'firstNodePort?': wholeNumberFrom(30000, 32767) }),
  Gateway: fields({ type: text, 'ports?': ports, className: text, domain: text }),
});

/** Services of single pods, as a cluster can have them. */
export interface PodServicesModel {
  readonly options: PodServices;
  /** Ports that they show. */
  readonly ports: readonly PortModel[];
  /** The gateway that leads to them, where one does. */
  readonly gateway?: NonNullable<IngressControllerFacts['gateway']>;
}

/** Finds the ports and the gateway, or says what is wrong. */
export function resolvePodServices(
  options: PodServices,
  served: readonly PortModel[],
  { name, network, gatewayApi }: Cluster,
): PodServicesModel | ShapeProblem {
  const wanted = options.ports ?? served.map((port) => port.name);
  const ports: PortModel[] = [];
  for (const port of wanted) {
    const found = served.find((candidate) => candidate.name === port || candidate.containerPort === port);
    if (found === undefined)
      return notFound(
        'podServices.ports',
        String(port),
        served.flatMap((known) => [known.name, String(known.containerPort)]),
      );
    ports.push(found);
  }
  if (options.type !== 'Gateway') return { options, ports };
  const controllers = network.ingressControllers.filter(({ api }) => api === 'Gateway');
  const controller = controllers.find(({ className }) => className === options.className);
  if (controller === undefined)
    return notFound(
      'podServices.className',
      options.className,
      controllers.map(({ className }) => className),
    );
  if (controller.gateway === undefined)
    return {
      path: 'podServices.className',
      message: `Required value: the Gateway that routes of class "${options.className}" attach to`,
      fix: 'name it among the cluster’s facts: network.ingressControllers[].gateway',
    };
  if (ports.length !== 1)
    return {
      path: 'podServices.ports',
      message: `Invalid value: ${ports.length} ports: a name leads to one of them`,
      fix: 'name the one port that clients use over TLS',
    };
  if (minorOf(gatewayApi?.version) < 5)
    return {
      path: 'podServices.type',
      message: `Forbidden: cluster ${name} has no TLSRoute of version v1, which Gateway API 1.5 brings`,
      fix: "use 'LoadBalancer', or install Gateway API 1.5 and say so: gatewayApi",
    };
  return { options, ports, gateway: controller.gateway };
}

function minorOf(version = '1.0'): number {
  return Number(version.split('.')[1] ?? 0);
}
