import type { Duration } from 'cdk8s';
import type { JsonObject } from '../manifest/objects/json';
import type { Labels } from '../manifest/objects/label-selector';
import type { ObjectIdentity } from '../manifest/objects/object-identity';
import type { ObjectOwner } from './object-owner';
import type { PortModel } from './port-model';

/** What every other part of a cluster refers to: some pods, who they are and where they listen. */
export interface WorkloadModel extends ObjectOwner {
  /** Name of the workload, and by default of its objects. */
  readonly name: string;
  /** Namespace of its pods. */
  readonly namespace: string;
  /** The object whose pod template makes the pods. */
  readonly controller: ObjectIdentity;
  /** Labels that select the pods, and no others: never changed once deployed. */
  readonly selectorLabels: Labels;
  /** The pods' ServiceAccount: their identity in a mesh. */
  readonly serviceAccountName: string;
  /** Ports that its pods listen on. */
  readonly ports: readonly PortModel[];
  /** Probes that the kubelet makes over the network: policies let them in. */
  readonly probes: readonly ProbeModel[];
  /** The Service in front of the pods; left out for workers and jobs. */
  readonly service?: ServiceModel;
  /** The headless Service that gives each pod a name of its own; left out where pods are alike. */
  readonly peerService?: ServiceModel;
  /** Where metrics are scraped; left out where the workload exposes none. */
  readonly metrics?: MetricsModel;
  /** Whether the pods come to an end by themselves. */
  readonly runsToCompletion: boolean;
  /** Containers of its pods, the main one first; left out where they are not known. */
  readonly containers?: readonly string[];
  /**
   * Fields of its object that nobody declared, and that its construct fills in all the same: `spec.replicas`. Whoever
   * claims one of them contradicts nobody.
   */
  readonly defaultedFields?: readonly string[];
  /**
   * Where its pods run where nobody says otherwise: a placement adds to it. Left out, as pods of its kind do by default.
   */
  readonly placementDefaults?: PlacementDefaults;
  /** How long the pods may take to end; the Kubernetes default, 30 seconds, where left out. */
  readonly terminationGracePeriod?: Duration;
}

/** Fields of the pod's spec that a blueprint fills in, because of what its pods are. */
export interface PlacementDefaults {
  readonly affinity?: JsonObject;
  readonly topologySpread?: readonly JsonObject[];
}

/** The Service in front of a workload's pods. */
export interface ServiceModel {
  /** Name of the Service: the first label of its DNS name. */
  readonly name: string;
  /** Whether its name resolves to the pods themselves (`clusterIP: None`). */
  readonly headless: boolean;
}

/** A kubelet probe that arrives over the network. */
export interface ProbeModel {
  /** What the kubelet sends. */
  readonly handler: 'httpGet' | 'grpc' | 'tcpSocket';
  /** Container port that it sends to. */
  readonly port: number;
  /** Path of an HTTP probe; left out for TCP and gRPC. */
  readonly path?: string;
}

/** Where a workload's metrics are scraped. */
export interface MetricsModel {
  /** Container port. */
  readonly port: number;
  /** Path of the requests, such as `/metrics`. */
  readonly path: string;
}

/** Anything that stands for a workload: a blueprint, or the workload itself. */
export interface HasWorkload {
  /** The pods that it stands for. */
  readonly workload: WorkloadModel;
}

/** How messages name a workload: `boutique/cart`. */
export function formatWorkload({ namespace, name }: WorkloadModel): string {
  return `${namespace}/${name}`;
}
