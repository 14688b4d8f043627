import { parseQuantity } from '../manifest/objects/quantity';
import type { KarpenterFacts } from './autoscaler-facts';
import type { KarpenterPool } from './karpenter-pool';
import type { NodePool } from './node-pools';
import type { ShapeProblem } from './shape';

/** What of a pool its Karpenter cannot do, or would keep it from being what else is said of it; nothing where all is well. */
export function karpenterProblem(
  pool: NodePool,
  karpenter: KarpenterPool,
  installed: KarpenterFacts | undefined,
): ShapeProblem | undefined {
  if ((karpenter.ec2 === undefined) === (karpenter.nodeClass === undefined))
    return {
      path: '.karpenter.ec2',
      message: 'Required value: exactly one of ec2 and nodeClass says what nodes are made of',
      fix: 'say one of them',
    };
  return (
    labelProblem(pool) ??
    versionProblem(karpenter, installed) ??
    staticProblem(pool, karpenter, installed) ??
    limitProblem(pool, karpenter) ??
    podsProblem(pool, karpenter)
  );
}

function labelProblem({ labels = {} }: NodePool): ShapeProblem | undefined {
  const own = Object.keys(labels).find((key) => key === 'karpenter.sh/nodepool' || key === 'kubernetes.io/hostname');
  return own === undefined
    ? undefined
    : { path: `.labels.${own}`, message: `Forbidden: Karpenter sets ${own} itself`, fix: 'leave it out' };
}

/** What the newest Karpenter that is known here has, and older ones do not. */
function versionProblem(
  { consolidationPolicy, requirements = [], replicas }: KarpenterPool,
  installed: KarpenterFacts | undefined,
): ShapeProblem | undefined {
  if (installed === undefined) return undefined;
  const { version } = installed;
  const refuse = (field: string, since: string, instead: string): ShapeProblem => ({
    path: `.karpenter.${field}`,
    message: `Forbidden: Karpenter ${version} does not have it yet`,
    fix: `upgrade Karpenter to ${since}, or ${instead}`,
  });
  if (consolidationPolicy === 'Balanced' && isOlder(version, 14))
    return refuse('consolidationPolicy', '1.14', "write 'WhenEmptyOrUnderutilized'");
  const index = requirements.findIndex(({ operator }) => operator === 'Gte' || operator === 'Lte');
  if (index >= 0 && isOlder(version, 9))
    return refuse(`requirements[${index}].operator`, '1.9', 'write it with Gt or Lt and the next number');
  return replicas !== undefined && isOlder(version, 8)
    ? refuse('replicas', '1.8', 'leave it out: nodes come as pods ask for them')
    : undefined;
}

function isOlder(version: string, minor: number): boolean {
  return Number(version.slice(version.indexOf('.') + 1)) < minor;
}

function staticProblem(
  { minimum = 0, maximum }: NodePool,
  { replicas, weight, limits = {} }: KarpenterPool,
  installed: KarpenterFacts | undefined,
): ShapeProblem | undefined {
  if (replicas === undefined) return undefined;
  if (installed?.featureGates?.includes('StaticCapacity') !== true)
    return {
      path: '.karpenter.replicas',
      message: 'Forbidden: the feature gate StaticCapacity of Karpenter is off by default',
      fix: "turn it on and say so: autoscalers: { karpenter: { version, featureGates: ['StaticCapacity'] } }",
    };
  if (minimum !== replicas || maximum !== replicas)
    return {
      path: '.karpenter.replicas',
      message: `Invalid value: ${replicas}: the pool has ${minimum} to ${maximum} nodes`,
      fix: `say minimum: ${replicas} and maximum: ${replicas}`,
    };
  const field = weight === undefined ? Object.keys(limits).map((resource) => `limits.${resource}`)[0] : 'weight';
  return field === undefined
    ? undefined
    : {
        path: `.karpenter.${field}`,
        message: 'Forbidden: it says how many nodes come as pods ask for them, and replicas says how many there are',
        fix: 'leave one of them out',
      };
}

/** A pool that can never have its nodes would be counted with them. */
function limitProblem(
  { maximum, allocatable = {} }: NodePool,
  { limits = {} }: KarpenterPool,
): ShapeProblem | undefined {
  if (limits.nodes !== undefined)
    return {
      path: '.karpenter.limits.nodes',
      message: 'Forbidden: maximum says how many nodes there may be',
      fix: 'leave it out',
    };
  const short = Object.entries(limits).find(
    ([resource, limit]) => amountOf(limit) < maximum * amountOf(allocatable[resource] ?? '0'),
  );
  if (short === undefined) return undefined;
  const [resource, limit] = short;
  return {
    path: `.karpenter.limits.${resource}`,
    message: `Invalid value: "${limit}": ${maximum} nodes with ${allocatable[resource] ?? ''} each have more`,
    fix: 'lower maximum, or raise the limit: it counts what machines have, which is more than is allocatable',
  };
}

function podsProblem({ allocatable }: NodePool, { ec2 }: KarpenterPool): ShapeProblem | undefined {
  const maxPods = ec2?.kubelet?.maxPods;
  const pods = allocatable === undefined ? undefined : amountOf(allocatable.pods ?? '110');
  return maxPods === undefined || pods === undefined || pods <= maxPods
    ? undefined
    : {
        path: '.allocatable.pods',
        message: `Invalid value: ${pods}: the kubelet of a node takes ${maxPods} (karpenter.ec2.kubelet.maxPods)`,
        fix: `write '${maxPods}'`,
      };
}

function amountOf(quantity: string): number {
  return parseQuantity(quantity)?.toNumber() ?? 0;
}
