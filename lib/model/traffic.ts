import type { IConstruct } from 'constructs';
import { IntentSort } from './intent-sort';
import type { TrafficPolicy } from './traffic-policy';
import type { WorkloadModel } from './workload-model';

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

export const trafficIntents = new IntentSort<TrafficIntent>();

/** How a mesh treats requests to one workload. */
export class Traffic {
  private readonly owners = new Set<string>();

  constructor(
    private readonly scope: IConstruct,
    private readonly workload: WorkloadModel,
  ) {}

  /** Declares a policy. Several calls add up, as long as each field has one owner. */
  set(policy: TrafficPolicy, { onUnsupported = 'error' }: TrafficOptions = {}): this {
    for (const field of Object.keys(policy)) {
      if (this.owners.has(field))
        throw new Error(
          `${this.scope.node.path}: traffic.${field}: Duplicate value: it was set before: each field has one owner`,
        );
      this.owners.add(field);
    }
    trafficIntents.record(this.scope, { workload: this.workload, policy, onUnsupported, origin: this.scope.node.path });
    return this;
  }
}
