import { ApiObject, type Duration } from 'cdk8s';
import { Construct } from 'constructs';
import type { Labels } from '../manifest/objects/label-selector';
import type { ObjectIdentity } from '../manifest/objects/object-identity';
import { assertProps } from '../fleet/assert-props';
import { reject } from '../fleet/reject';
import { mustBe } from '../fleet/shape';
import { Connections } from '../model/connections';
import { Declarations } from '../model/declarations';
import { meshPolicies, type MeshOptions, type MeshPolicy } from '../model/mesh-policy';
import { Grants } from '../model/grants';
import { meshOptionsShape, meshPolicyShape } from '../model/mesh-shapes';
import { Placement } from '../model/placement';
import { Traffic } from '../model/traffic';
import { exposeShape, exposures, type ExposeOptions } from '../model/exposure';
import { scalings, type Scaling } from '../model/scaling';
import { scalingShape } from '../model/scaling-shape';
import type { PortModel } from '../model/port-model';
import type {
  HasWorkload,
  MetricsModel,
  PlacementDefaults,
  ProbeModel,
  ServiceModel,
  WorkloadModel,
} from '../model/workload-model';
import { adaptObject } from './adapt-object';
import { adaptShape, adaptWorkload, type AdaptOptions, type PlusWorkload } from './adapt-workload';

/** What a workload is made of; everything is final, nothing is looked up later. */
export type WorkloadDescription = Omit<WorkloadModel, 'origin'>;

/** Some pods: who they are, where they listen, and what is declared about them. Every blueprint has one. */
export class Workload implements WorkloadModel, HasWorkload {
  /**
   * Makes a workload of a Deployment, StatefulSet, DaemonSet, Job or CronJob of cdk8s-plus, whatever its version, or of an
   * ApiObject of such a kind, so that it can be connected like any other. The construct itself stays as it is.
   */
  static from(workload: PlusWorkload | ApiObject, options: AdaptOptions = {}): Workload {
    if (!Construct.isConstruct(workload))
      reject(
        { kind: 'Workload.from', name: '' },
        mustBe(
          'workload',
          workload,
          'a workload of cdk8s-plus, or an ApiObject',
          "write Workload.from(deployment), or Workload.from(new ApiObject(chart, 'web', { kind: 'Deployment', … }))",
        ),
      );
    assertProps(workload, 'Workload.from', adaptShape, options);
    return new Workload(
      workload,
      ApiObject.isApiObject(workload) ? adaptObject(workload, options) : adaptWorkload(workload, options),
    );
  }

  /** Name of the workload, and by default of its objects. */
  readonly name: string;
  /** Namespace of its pods. */
  readonly namespace: string;
  readonly controller: ObjectIdentity;
  readonly selectorLabels: Labels;
  readonly serviceAccountName: string;
  /** Ports that its pods listen on. */
  readonly ports: readonly PortModel[];
  /** Probes that the kubelet makes over the network: policies let them in. */
  readonly probes: readonly ProbeModel[];
  readonly service?: ServiceModel;
  readonly peerService?: ServiceModel;
  readonly metrics?: MetricsModel;
  readonly runsToCompletion: boolean;
  readonly containers?: readonly string[];
  readonly defaultedFields?: readonly string[];
  readonly placementDefaults?: PlacementDefaults;
  readonly terminationGracePeriod?: Duration;
  readonly chart: string;
  /** Labels on every object that is made for it. */
  readonly objectLabels: Labels;
  readonly origin: string;
  /** Who it may talk to, and who may talk to it. */
  readonly connections: Connections;
  /** How a mesh treats requests to it. */
  readonly traffic: Traffic;
  /** Where its pods run. */
  readonly placement: Placement;
  /** What its ServiceAccount may do. */
  readonly grant: Grants;

  constructor(
    private readonly scope: Construct,
    description: WorkloadDescription,
  ) {
    const {
      name,
      namespace,
      controller,
      selectorLabels,
      serviceAccountName,
      ports,
      probes,
      service,
      peerService,
      metrics,
      runsToCompletion,
      containers,
      defaultedFields,
      placementDefaults,
      terminationGracePeriod,
      chart,
      objectLabels,
    } = description;
    this.name = name;
    this.namespace = namespace;
    this.controller = controller;
    this.selectorLabels = selectorLabels;
    this.serviceAccountName = serviceAccountName;
    this.ports = ports;
    this.probes = probes;
    if (service !== undefined) this.service = service;
    if (peerService !== undefined) this.peerService = peerService;
    if (metrics !== undefined) this.metrics = metrics;
    this.runsToCompletion = runsToCompletion;
    if (containers !== undefined) this.containers = containers;
    if (defaultedFields !== undefined) this.defaultedFields = defaultedFields;
    if (placementDefaults !== undefined) this.placementDefaults = placementDefaults;
    if (terminationGracePeriod !== undefined) this.terminationGracePeriod = terminationGracePeriod;
    this.chart = chart;
    this.objectLabels = objectLabels;
    this.origin = scope.node.path;
    this.connections = new Connections(scope, this);
    this.traffic = new Traffic(scope, this);
    this.placement = new Placement(scope, this);
    this.grant = new Grants(scope, { name: serviceAccountName, namespace }, this, this);
    Declarations.of(scope).addWorkload(this);
  }

  /** Makes it reachable from outside, and opens exactly the path from that ingress controller or gateway. */
  expose(options: ExposeOptions): this {
    assertProps(this.scope, 'Workload', exposeShape, options, 'expose');
    exposures.record(this.scope, { ...options, workload: this, origin: this.origin });
    return this;
  }

  /** Says how a mesh treats its pods: encryption, proxy resources, export to other clusters. */
  mesh(policy: MeshPolicy, options: MeshOptions = {}): this {
    assertProps(this.scope, 'Workload', meshPolicyShape, policy, 'mesh');
    assertProps(this.scope, 'Workload', meshOptionsShape, options, 'mesh');
    const { onUnsupported = 'error' } = options;
    meshPolicies.record(this.scope, { workload: this, policy, onUnsupported, origin: this.origin });
    return this;
  }

  /**
   * Scales it, by the autoscalers that the cluster has. The number of pods is then theirs: an object that says one, too, is an
   * error that names both. Throws where the scaling cannot be right on any cluster.
   */
  scale(scaling: Scaling): this {
    assertProps(this.scope, 'Workload', scalingShape, scaling, 'scaling');
    scalings.record(this.scope, { workload: this, scaling, origin: this.origin });
    return this;
  }

  /** Itself: a workload stands for itself where a blueprint stands for its own. */
  get workload(): this {
    return this;
  }
}
