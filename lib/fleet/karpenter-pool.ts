import { isPlainMap } from './is-plain-map';
import { ec2NodeClassShape, type Ec2NodeClass } from './ec2-node-class';
import { taintShape, type NodeTaint } from './node-taint';
import { quantity } from './quantity-shape';
import { fields, fieldsOf, listOf, mapOf, oneOf, text, textLike, wholeNumberFrom, type Shape } from './shape';

/** How nodes are paid for. */
export type CapacityType = 'on-demand' | 'spot' | 'reserved';

/** How Karpenter makes the nodes of a pool. */
export interface KarpenterPool {
  /** Emitted as the requirement `karpenter.sh/capacity-type`. @default any */
  readonly capacityTypes?: readonly CapacityType[];
  /** Values of the node label `kubernetes.io/arch`. @default any */
  readonly architectures?: readonly string[];
  /** What else must hold of the labels of its nodes. Emitted in `spec.template.spec.requirements`. @default nothing */
  readonly requirements?: readonly KarpenterRequirement[];
  /** Which pool is used first where several would do: the highest of 1 to 100. Emitted as `spec.weight`. @default 0, Karpenter's default */
  readonly weight?: number;
  /**
   * What its nodes may have together, besides the `maximum` of their number: `{ cpu: '1000', 'nvidia.com/gpu': '8' }`.
   * Emitted as `spec.limits`. Fewer than `maximum` nodes may have of it is an error.
   *
   * @default no more than `maximum` nodes
   */
  readonly limits?: Readonly<Record<string, string>>;
  /**
   * Keeps so many nodes, whatever the pods ask for: `minimum` and `maximum` must be the same number. Emitted as
   * `spec.replicas`. Needs Karpenter 1.8 and its feature gate `StaticCapacity`.
   *
   * @default as many as the pods ask for
   */
  readonly replicas?: number;
  /**
   * When nodes are taken together; `Balanced`, from Karpenter 1.14, where that saves more than it disturbs. Emitted as
   * `spec.disruption.consolidationPolicy`.
   *
   * @default 'WhenEmptyOrUnderutilized', Karpenter's default
   */
  readonly consolidationPolicy?: 'WhenEmpty' | 'WhenEmptyOrUnderutilized' | 'Balanced';
  /** How long a node is left as it is before that, as `5m`, or `Never`. Emitted as `spec.disruption.consolidateAfter`. @default '0s', Karpenter's default */
  readonly consolidateAfter?: string;
  /** How many nodes are replaced or taken away at a time, and when. Emitted as `spec.disruption.budgets`. @default 10% at any time, Karpenter's default */
  readonly budgets?: readonly KarpenterBudget[];
  /** How long a node lives, as `720h`, or `Never`. Emitted as `spec.template.spec.expireAfter`. @default '720h', Karpenter's default */
  readonly expireAfter?: string;
  /**
   * How long a node that goes waits for its pods, as `1h`: after that, they end whatever a PodDisruptionBudget or
   * `karpenter.sh/do-not-disrupt` says. Emitted as `spec.template.spec.terminationGracePeriod`.
   *
   * @default for ever: a budget that blocks keeps the node
   */
  readonly terminationGracePeriod?: string;
  /**
   * Taints that something takes from each node once it is ready for pods, such as a network plugin. Emitted as
   * `spec.template.spec.startupTaints`: pods need not tolerate them.
   *
   * @default none
   */
  readonly startupTaints?: readonly NodeTaint[];
  /** Annotations of each node. Emitted as `spec.template.metadata.annotations`. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** The object that says what the nodes are made of, where the tree does not make it. @default an EC2NodeClass of the pool's name, from `ec2` */
  readonly nodeClass?: NodeClassReference;
  /** What EC2 makes the nodes of. Emitted as an EC2NodeClass. @default none: `nodeClass` is required */
  readonly ec2?: Ec2NodeClass;
}

/** What must hold of a label of the nodes that Karpenter makes. */
export interface KarpenterRequirement {
  /** Key of the label, such as `karpenter.k8s.aws/instance-category`. */
  readonly key: string;
  /** How its value is compared; `Gte` and `Lte` from Karpenter 1.9. @default 'In' */
  readonly operator?: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt' | 'Gte' | 'Lte';
  /** Values to compare with; none for `Exists` and `DoesNotExist`. @default none */
  readonly values?: readonly string[];
  /** How many different values Karpenter must be able to choose among. @default 1 */
  readonly minValues?: number;
}

/** How many nodes of a pool Karpenter may replace or take away at a time. */
export interface KarpenterBudget {
  /** That many, or that share of them: `10%`, or `0` for none. */
  readonly nodes: string;
  /** When it holds: a time of cron in UTC, or `@daily` and the like, with `duration`. @default always */
  readonly schedule?: string;
  /** How long it holds from then on, as `8h` or `8h30m`, with `schedule`. @default always */
  readonly duration?: string;
  /** For which reasons alone it holds. @default all of them */
  readonly reasons?: readonly KarpenterReason[];
}

/** Why a node is replaced or taken away. */
export type KarpenterReason = 'Underutilized' | 'Empty' | 'Drifted';

/** An object that says what Karpenter makes nodes of. */
export interface NodeClassReference {
  /** API group, such as `karpenter.k8s.aws`. */
  readonly group: string;
  /** Kind, such as `EC2NodeClass`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
}

const time = textLike(/^([0-9]+[smh])+$/, 'a time, such as "5m" or "1h30m"');
const timeOrNever: Shape = (value, path) => (value === 'Never' ? undefined : time(value, path));

const budgetShape: Shape = (value, path) => {
  const problem = fieldsOf<KarpenterBudget>({
    nodes: textLike(/^((100|[0-9]{1,2})%|[0-9]+)$/, 'a number of nodes or a share of them, such as "1" or "10%"'),
    'schedule?': textLike(
      /^(@(annually|yearly|monthly|weekly|daily|midnight|hourly)|\S+ \S+ \S+ \S+ \S+)$/,
      'a time of cron, such as "0 9 * * mon-fri", or "@daily"',
    ),
    'duration?': textLike(/^([0-9]+h([0-9]+m)?|[0-9]+m)(0s)?$/, 'hours and minutes, such as "8h" or "8h30m"'),
    'reasons?': listOf(oneOf('Underutilized', 'Empty', 'Drifted')),
  })(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  if ((value.schedule === undefined) === (value.duration === undefined)) return undefined;
  const missing = value.schedule === undefined ? 'schedule' : 'duration';
  return {
    path: `${path}.${missing}`,
    message: 'Required value: schedule and duration say together when a budget holds',
    fix: 'say both, or leave both out',
  };
};

const numeric: readonly string[] = ['Gt', 'Lt', 'Gte', 'Lte'];
const valueless: readonly string[] = ['Exists', 'DoesNotExist'];

const requirementShape: Shape = (value, path) => {
  const problem = fieldsOf<KarpenterRequirement>({
    key: text,
    'operator?': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', 'Gte', 'Lte'),
    'values?': listOf(text),
    'minValues?': wholeNumberFrom(1, 50),
  })(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  const { key, values, minValues } = value;
  const operator = typeof value.operator === 'string' ? value.operator : 'In';
  const given = Array.isArray(values) ? values : [];
  if (key === 'karpenter.sh/nodepool' || key === 'kubernetes.io/hostname')
    return { path: `${path}.key`, message: `Forbidden: Karpenter sets ${key} itself`, fix: 'leave it out' };
  if (valueless.includes(operator))
    return given.length === 0
      ? undefined
      : {
          path: `${path}.values`,
          message: `Forbidden: ${operator} compares with no value`,
          fix: 'leave them out',
        };
  if (numeric.includes(operator))
    return given.length === 1 && /^[0-9]+$/.test(String(given[0]))
      ? undefined
      : {
          path: `${path}.values`,
          message: `Invalid value: ${JSON.stringify(given)}: ${operator} compares with one whole number`,
          fix: "write it as a text: ['4']",
        };
  if (given.length === 0)
    return {
      path: `${path}.values`,
      message: `Required value: ${operator} compares with some`,
      fix: 'name them',
    };
  return operator === 'In' && typeof minValues === 'number' && minValues > given.length
    ? {
        path: `${path}.minValues`,
        message: `Invalid value: ${minValues}: there are ${given.length} values`,
        fix: 'name more values, or ask for fewer',
      }
    : undefined;
};

/** How what is said of Karpenter is checked. */
export const karpenterPoolShape = fieldsOf<KarpenterPool>({
  'capacityTypes?': listOf(oneOf('on-demand', 'spot', 'reserved')),
  'architectures?': listOf(text),
  'requirements?': listOf(requirementShape),
  'weight?': wholeNumberFrom(1, 100),
  'limits?': mapOf(quantity),
  'replicas?': wholeNumberFrom(0),
  'consolidationPolicy?': oneOf('WhenEmpty', 'WhenEmptyOrUnderutilized', 'Balanced'),
  'consolidateAfter?': timeOrNever,
  'budgets?': listOf(budgetShape),
  'expireAfter?': timeOrNever,
  'terminationGracePeriod?': time,
  'startupTaints?': listOf(taintShape),
  'annotations?': mapOf(text),
  'nodeClass?': fields({ group: text, kind: text, name: text }),
  'ec2?': ec2NodeClassShape,
});
