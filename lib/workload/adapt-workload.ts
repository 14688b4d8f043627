import { ApiObject, Chart } from 'cdk8s';
import type { Workload as KubernetesPlusWorkload } from 'cdk8s-plus-28';
import { apiGroup } from '../manifest/objects/api-version';
import type { Labels } from '../manifest/objects/label-selector';
import { objectLabels } from '../model/object-owner';
import type { PortModel } from '../model/port-model';
import type { MetricsModel, ServiceModel } from '../model/workload-model';
import type { WorkloadDescription } from './workload';

/** A Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus-28. */
export type PlusWorkload = KubernetesPlusWorkload;

/** What a cdk8s-plus workload does not tell of itself, and connections and meshes want to know. */
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
      : { terminationGracePeriod: workload.terminationGracePeriod }),
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
  throw new Error(`${workload.node.path}: no label tells its pods from others: call select() with one`);
}

function containerPorts(workload: PlusWorkload): PortModel[] {
  return workload.containers.flatMap((container) =>
    container.ports.map(({ number, name, protocol }) => ({
      name: name ?? `port-${number}`,
      containerPort: number,
      protocol: protocol ?? 'TCP',
    })),
  );
}
