import type { CniFacts } from '../../fleet/network-facts';
import type { Direction, Policy } from '../policies/policy';
import { decide, type Decision, type MatchedRule } from './decision';

/** Why a network plugin may leave a policy alone; undefined where it enforces it. */
export function unenforced({ source }: Policy, cni: CniFacts | undefined): string | undefined {
  if (cni === undefined) return undefined;
  const isOfCilium = source.manifest.apiVersion.startsWith('cilium.io/');
  const isEnforced = isOfCilium
    ? cni.ciliumNetworkPolicy || cni.product === 'other'
    : cni.networkPolicy || (source.manifest.kind !== 'NetworkPolicy' && cni.adminPolicy !== undefined);
  return isEnforced ? undefined : `the network plugin (cni: ${cni.product}) enforces no ${source.manifest.kind}`;
}

/** Decides with the policies that the network plugin may leave alone, and without them: what differs is in doubt. */
export function decideEither(
  direction: Direction,
  subject: readonly Policy[],
  matched: readonly MatchedRule[],
  cni: CniFacts | undefined,
  pastIsolation?: string,
): Decision {
  const withAll = decide(direction, subject, matched, pastIsolation);
  const isSure = (policy: Policy): boolean => unenforced(policy, cni) === undefined;
  const enforced = subject.filter(isSure);
  if (enforced.length === subject.length) return withAll;
  const without = decide(
    direction,
    enforced,
    matched.filter(({ policy }) => isSure(policy)),
    pastIsolation,
  );
  const certain = withAll.certain.intersect(without.certain);
  const possible = withAll.possible.union(without.possible);
  if (certain.equals(possible)) return { ...withAll, certain, possible };
  const reasons = subject.flatMap((policy) => unenforced(policy, cni) ?? []);
  return { ...withAll, certain, possible, doubts: [...new Set([...withAll.doubts, ...without.doubts, ...reasons])] };
}
