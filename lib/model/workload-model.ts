import type { Duration } from 'cdk8s';
import type { Labels } from '../manifest/label-selector';
import type { ObjectIdentity } from '../manifest/object-identity';
import type { PortModel } from './port-model';

/** What every other part of a cluster refers to: some pods, who they are and where they listen. */
export interface WorkloadModel {
  readonly name: string;
  readonly namespace: string;
  /** The object whose pod template makes the pods. */
  readonly controller: ObjectIdentity;
  /** Labels that select the pods, and no others: never changed once deployed. */
  readonly selectorLabels: Labels;
  /** The pods' ServiceAccount: their identity in a mesh. */
  readonly serviceAccountName: string;
  readonly ports: readonly PortModel[];
  readonly probes: readonly ProbeModel[];
  /** The Service in front of the pods; left out for workers and jobs. */
  readonly service?: ServiceModel;
  /** Where metrics are scraped; left out where the workload exposes none. */
  readonly metrics?: MetricsModel;
  /** Whether the pods come to an end by themselves. */
  readonly runsToCompletion: boolean;
  /** How long the pods may take to end; the Kubernetes default, 30 seconds, where left out. */
  readonly terminationGracePeriod?: Duration;
  /** Chart that its objects belong to. */
  readonly chart: string;
  /** Path of the construct that declared it. */
  readonly origin: string;
}

export interface ServiceModel {
  readonly name: string;
  readonly headless: boolean;
}

/** A kubelet probe that arrives over the network. */
export interface ProbeModel {
  readonly handler: 'httpGet' | 'grpc' | 'tcpSocket';
  readonly port: number;
  /** Path of an HTTP probe; left out for TCP and gRPC. */
  readonly path?: string;
}

export interface MetricsModel {
  readonly port: number;
  readonly path: string;
}

/** Anything that stands for a workload: a blueprint, or the workload itself. */
export interface HasWorkload {
  readonly workload: WorkloadModel;
}

/** How messages name a workload: `boutique/cart`. */
export function formatWorkload({ namespace, name }: WorkloadModel): string {
  return `${namespace}/${name}`;
}
