import type { k8s } from 'cdk8s-plus-28';
import { commonAppProtocols } from '../manifest/network/application-protocol';
import type { Labels } from '../manifest/objects/label-selector';
import type { Manifest } from '../manifest/objects/manifest';
import type { MeshFacts } from '../fleet/mesh-facts';
import type { PortModel } from '../model/port-model';
import { meshRecords } from '../products/mesh-records';
import type { ChartContext } from '../chart/chart-context';
import type { KubernetesFields } from './kubernetes-fields';

/** How the Service in front of a workload differs from the default. */
export interface ServiceOptions {
  /** Name of the Service. @default the workload's name */
  readonly name?: string;
  /** Annotations, such as a cloud load balancer's. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Any other field of the Service's spec. @default type ClusterIP */
  readonly spec?: Omit<KubernetesFields<k8s.ServiceSpec>, 'selector' | 'ports'> & {
    /** From Kubernetes 1.30: whether endpoints close to the client are preferred, such as `PreferClose`. */
    readonly trafficDistribution?: string;
  };
}

/** What a Service is made of. */
export interface EmitServiceOptions {
  readonly name: string;
  readonly context: ChartContext;
  readonly labels: Labels;
  readonly selectorLabels: Labels;
  readonly ports: readonly PortModel[];
  /** The mesh of the cluster, whose word for a protocol counts. */
  readonly mesh: MeshFacts | undefined;
  readonly options: ServiceOptions;
}

/** The Service in front of a workload's pods: one port for each of theirs, by name, with what is spoken there. */
export function emitService(service: EmitServiceOptions): Manifest {
  const { name, context, labels, selectorLabels, ports, mesh, options } = service;
  const { annotations, spec } = options;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: context.metadata(name, { labels, ...(annotations === undefined ? {} : { annotations }) }),
    spec: {
      type: 'ClusterIP',
      ...spec,
      selector: selectorLabels,
      ports: ports.flatMap((port) =>
        port.servicePort === undefined ? [] : [emitServicePort(port, port.servicePort, mesh)],
      ),
    },
  };
}

function emitServicePort(
  { name, protocol, application, containerPort }: PortModel,
  servicePort: number,
  mesh: MeshFacts | undefined,
) {
  const appProtocols = mesh === undefined ? commonAppProtocols : meshRecords[mesh.product].appProtocols;
  const appProtocol = application === undefined ? undefined : appProtocols[application];
  return {
    name,
    port: servicePort,
    protocol,
    targetPort: containerPort,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}
