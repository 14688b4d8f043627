import type { IConstruct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { IntentSort } from './intent-sort';
import { meshOptionsShape } from './mesh-shapes';
import type { TrafficPolicy } from './traffic-policy';
import { trafficShape } from './traffic-shape';
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

/** How a mesh treats requests to one workload. */
export class Traffic {
  private readonly owners = new Set<string>();

  constructor(
    private readonly scope: IConstruct,
    private readonly workload: WorkloadModel,
  ) {}

  /** Declares a policy. Several calls add up, as long as each field has one owner. */
  set(policy: TrafficPolicy, options: TrafficOptions = {}): this {
    assertProps(this.scope, 'Workload', trafficShape, policy, 'traffic');
    assertProps(this.scope, 'Workload', meshOptionsShape, options, 'traffic');
    const { onUnsupported = 'error' } = options;
    for (const field of Object.keys(policy)) {
      if (this.owners.has(field))
        rejectProps(this.scope, 'Workload', {
          path: `traffic.${field}`,
          message: 'Duplicate value: it was set before: each field has one owner',
          fix: 'say it in one of the calls',
        });
      this.owners.add(field);
    }
    this.assertElsewhere(policy);
    this.assertShares(policy);
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
    rejectProps(this.scope, 'Workload', {
      path: 'traffic',
      message: `Invalid value: "${formatWorkload(problem)}": ${own === undefined ? 'must be there once' : 'requests go there anyway'}`,
      fix: own === undefined ? 'add its shares up' : 'name another workload',
    });
  }
  /** What is left of a hundred per cent stays with the workload itself. */
  private assertShares({ split = [] }: TrafficPolicy): void {
    const away = split.reduce((sum, { weight }) => sum + weight, 0);
    if (away <= 100) return;
    rejectProps(this.scope, 'Workload', {
      path: 'traffic.split',
      message: `Invalid value: ${away}: the weights are more than 100 per cent together`,
      fix: 'lower them to 100 or less: what is left stays with the workload itself',
    });
  }
}
