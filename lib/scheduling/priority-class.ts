import { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fieldsOf, flag, oneOf, text, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { recordObjects } from './cluster-object';

/** How important pods are to the scheduler. */
export interface PriorityClassProps {
  /**
   * Name of the PriorityClass. The API server lets nobody change `value` and `preemptionPolicy` of one that is there:
   * a name of your own must change with them.
   *
   * @default the construct's id, the value, and `never` where it does not preempt: `high-1000`
   */
  readonly name?: string;
  /** The larger, the more important: from -2147483648 to 1000000000. Emitted as `value`. */
  readonly value: number;
  /** Whether pods without a class of their own get this one; at most one class of a cluster says so. Emitted as `globalDefault`. @default false */
  readonly globalDefault?: boolean;
  /** Whether pods of lower priority are removed for its pods. Emitted as `preemptionPolicy`. @default 'PreemptLowerPriority', the Kubernetes default */
  readonly preemptionPolicy?: 'Never' | 'PreemptLowerPriority';
  /** When people should use it. Emitted as `description`. @default none */
  readonly description?: string;
}

/** The API server refuses more for classes that users make. */
const highest = 1_000_000_000;
const lowest = -2_147_483_648;

const shape = fieldsOf<PriorityClassProps>({
  'name?': text,
  value: wholeNumberFrom(lowest, highest),
  'globalDefault?': flag,
  'preemptionPolicy?': oneOf('Never', 'PreemptLowerPriority'),
  'description?': text,
});

/**
 * A priority that pods can have: the scheduler places more important ones first, and removes others for them. Named after
 * what cannot be changed, so that a change makes a new class beside the old one, and pods move to it as they are rolled.
 */
export class PriorityClass extends Construct {
  /** Name of the PriorityClass. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: PriorityClassProps) {
    super(scope, placedId('PriorityClass', scope, id));
    assertProps(this, 'PriorityClass', shape, props);
    const { value, globalDefault, preemptionPolicy, description } = props;
    const version = `${value < 0 ? 'minus-' : ''}${Math.abs(value)}${preemptionPolicy === 'Never' ? '-never' : ''}`;
    this.name = props.name ?? `${id}-${version}`;
    if (this.name.startsWith('system-'))
      rejectProps(this, 'PriorityClass', {
        path: 'name',
        message: `Invalid value: "${this.name}": names that start with "system-" are the cluster's own`,
        fix: 'choose another name',
      });
    recordObjects(this, {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: this.name },
      value,
      ...(globalDefault === undefined ? {} : { globalDefault }),
      ...(preemptionPolicy === undefined ? {} : { preemptionPolicy }),
      ...(description === undefined ? {} : { description }),
    });
  }
}
