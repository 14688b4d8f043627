import { ApiObject, Chart, Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import { apiGroup } from '../manifest/objects/api-version';
import type { Labels } from '../manifest/objects/label-selector';
import { fieldsOf, flag, listOf, portNumber, text } from '../fleet/shape';
import { portShape } from '../model/port-shape';
import { objectLabels } from '../model/object-owner';
import type { PortModel } from '../model/port-model';
import type { MetricsModel, ServiceModel } from '../model/workload-model';
import type { WorkloadDescription } from './workload';

/** A Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus, whatever Kubernetes version the package is for. */
export interface PlusWorkload extends IConstruct {
  /** Labels that select its pods. */
  readonly matchLabels: Labels;
  /** Metadata of its pods. */
  readonly podMetadata: { readonly getLabel: (key: string) => string | undefined };
  /** Identity of its pods. */
  readonly serviceAccount?: { readonly name: string };
  /** Its containers. */
  readonly containers: readonly PlusContainer[];
  /** How long its pods may take to end. */
  readonly terminationGracePeriod?: { readonly toSeconds: () => number };
}

/** A container of a cdk8s-plus workload. */
export interface PlusContainer {
  /** Name of the container. */
  readonly name: string;
  /** Ports that it declares. */
  readonly ports: readonly { readonly number: number; readonly name?: string; readonly protocol?: string }[];
}

/** What a workload that something else made does not tell of itself, and connections and meshes want to know. */
export interface AdaptOptions {
  /**
   * Ports that it listens on, with what they speak.
   *
   * @default the ports of its containers, without an application protocol
   */
  readonly ports?: readonly PortModel[];
  /** The Service in front of it. @default none */
  readonly service?: ServiceModel;
  /** Where Prometheus finds its metrics. @default none */
  readonly metrics?: MetricsModel;
}

/** How these options are checked. */
export const adaptShape = fieldsOf<AdaptOptions>({
  'ports?': listOf(portShape),
  'service?': fieldsOf<ServiceModel>({ name: text, headless: flag }),
  'metrics?': fieldsOf<MetricsModel>({ port: portNumber, path: text }),
});

/** Label that cdk8s-plus gives to every pod that it makes. */
const addressLabel = 'cdk8s.io/metadata.addr';

/** Reads out of a cdk8s-plus workload what the rest of the library needs to know of it. */
export function adaptWorkload(workload: PlusWorkload, { ports, service, metrics }: AdaptOptions): WorkloadDescription {
  const object = ApiObject.of(workload);
  const chart = Chart.of(workload);
  const namespace = object.metadata.namespace ?? 'default';
  return {
    name: object.name,
    namespace,
    controller: { group: apiGroup(object.apiVersion), kind: object.kind, namespace, name: object.name },
    selectorLabels: selectorLabelsOf(workload),
    serviceAccountName: workload.serviceAccount?.name ?? 'default',
    ports: ports ?? containerPorts(workload),
    probes: [],
    ...(service === undefined ? {} : { service }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(workload.terminationGracePeriod === undefined
      ? {}
      : { terminationGracePeriod: Duration.seconds(workload.terminationGracePeriod.toSeconds()) }),
    containers: workload.containers.map(({ name }) => name),
    // cdk8s-plus emits a number of its own where its construct was given none.
    ...('replicas' in workload && workload.replicas === undefined ? { defaultedFields: ['spec.replicas'] } : {}),
    runsToCompletion: object.kind === 'Job' || object.kind === 'CronJob',
    chart: chart.node.id,
    objectLabels: objectLabels(chart.labels, { 'app.kubernetes.io/name': object.name }),
  };
}

function selectorLabelsOf(workload: PlusWorkload): Labels {
  if (Object.keys(workload.matchLabels).length > 0) return workload.matchLabels;
  const address = workload.podMetadata.getLabel(addressLabel);
  if (address !== undefined) return { [addressLabel]: address };
  return rejectProps(workload, 'Workload', {
    path: 'matchLabels',
    message: 'Required value: no label tells its pods from others',
    fix: 'call select() with one',
  });
}

function containerPorts(workload: PlusWorkload): PortModel[] {
  return workload.containers.flatMap((container) =>
    container.ports.map(({ number, name, protocol }) => ({
      name: name ?? `port-${number}`,
      containerPort: number,
      protocol: transportOf(protocol),
    })),
  );
}

/** The protocol of a port that nobody gave one is TCP, and the API server takes no others than these. */
export function transportOf(protocol: string | undefined): PortModel['protocol'] {
  return protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP';
}
