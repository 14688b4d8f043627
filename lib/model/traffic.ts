import type { IConstruct } from 'constructs';
import { assertKnownFields } from '../fleet/assert-known-fields';
import { assertTrafficPolicy } from './assert-traffic-policy';
import { IntentSort } from './intent-sort';
import type { TrafficPolicy } from './traffic-policy';
import { formatWorkload, type WorkloadModel } from './workload-model';

/** What becomes of a traffic policy on clusters whose mesh cannot express it. */
export interface TrafficOptions {
  /**
   * What happens where a cluster's mesh cannot express a field: `warn` leaves the field out there and says so.
   *
   * @default 'error'
   */
  readonly onUnsupported?: 'error' | 'warn';
}

/** What was declared about the traffic of one workload. */
export interface TrafficIntent {
  readonly workload: WorkloadModel;
  readonly policy: TrafficPolicy;
  readonly onUnsupported: 'error' | 'warn';
  readonly origin: string;
}

/** The traffic policies of a tree. */
export const trafficIntents = new IntentSort<TrafficIntent>();

const policyFields: Readonly<Record<keyof TrafficPolicy, true>> = {
  timeout: true,
  retries: true,
  circuitBreaker: true,
  outlierDetection: true,
  loadBalancing: true,
  localityFailover: true,
  split: true,
  routes: true,
  mirror: true,
  fault: true,
  rateLimit: true,
};

/** How a mesh treats requests to one workload. */
export class Traffic {
  private readonly owners = new Set<string>();

  constructor(
    private readonly scope: IConstruct,
    private readonly workload: WorkloadModel,
  ) {}

  /** Declares a policy. Several calls add up, as long as each field has one owner. */
  set(policy: TrafficPolicy, { onUnsupported = 'error' }: TrafficOptions = {}): this {
    assertKnownFields(`${this.scope.node.path}: traffic`, policy, policyFields);
    for (const field of Object.keys(policy)) {
      if (this.owners.has(field))
        throw new Error(
          `${this.scope.node.path}: traffic.${field}: Duplicate value: it was set before: each field has one owner`,
        );
      this.owners.add(field);
    }
    assertTrafficPolicy(this.scope.node.path, policy);
    this.assertElsewhere(policy);
    trafficIntents.record(this.scope, { workload: this.workload, policy, onUnsupported, origin: this.scope.node.path });
    return this;
  }

  /** A share for the workload itself, or for another one twice, would say two things about one destination. */
  private assertElsewhere({ split = [], mirror }: TrafficPolicy): void {
    const shares = split.map(({ to }) => to.workload);
    const twice = shares.find((destination, index) => shares.indexOf(destination) !== index);
    const own = [...shares, mirror?.to.workload].find((destination) => destination === this.workload);
    const problem = own ?? twice;
    if (problem === undefined) return;
    throw new Error(
      `${this.scope.node.path}: traffic: Invalid value: "${formatWorkload(problem)}": ${own === undefined ? 'must be there once' : 'requests go there anyway: name another workload'}`,
    );
  }
}
