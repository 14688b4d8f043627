import { ConnectionSet } from '../sets/connection-set';
import type { Policy } from '../policies/policy';
import type { Decision, MatchedRule } from './decision';

/**
 * What passes in any case and in some case, where rules may name a peer or not. Each tier is asked about every port that
 * may come to it: a rule that is in doubt takes its ports, and leaves them to the rules after it as well.
 */
export function extentOf(
  matched: readonly MatchedRule[],
  isolated: boolean,
  pastIsolation: string | undefined,
): Pick<Decision, 'certain' | 'possible' | 'doubts'> {
  const extent = new Extent();
  const left = extent.inOrder(ConnectionSet.all, ofTier(matched, 'admin'));
  const afterNetwork = extent.allAtOnce(left, ofTier(matched, 'network'), isolated, pastIsolation);
  extent.allow(extent.inOrder(afterNetwork, ofTier(matched, 'baseline')));
  const certain = ConnectionSet.all.subtract(extent.denied);
  const possible = extent.allowed;
  return { certain, possible, doubts: certain.equals(possible) ? [] : [...extent.doubts] };
}

function ofTier(matched: readonly MatchedRule[], tier: Policy['tier']): readonly MatchedRule[] {
  return matched.filter(({ policy }) => policy.tier === tier);
}

class Extent {
  private readonly allowing: ConnectionSet[] = [];
  private readonly denying: ConnectionSet[] = [];
  readonly doubts = new Set<string>();

  /** What may be allowed; what may be denied, too, is in doubt. */
  get allowed(): ConnectionSet {
    return ConnectionSet.unionOf(this.allowing);
  }

  get denied(): ConnectionSet {
    return ConnectionSet.unionOf(this.denying);
  }

  allow(ports: ConnectionSet): void {
    this.allowing.push(ports);
  }

  deny(ports: ConnectionSet): void {
    this.denying.push(ports);
  }

  /** Returns what may be left to the next tier. */
  inOrder(ports: ConnectionSet, matched: readonly MatchedRule[]): ConnectionSet {
    let undecided = ports;
    let passed = ConnectionSet.none;
    for (const each of matched) {
      const hit = undecided.intersect(each.ports);
      if (each.rule.action === 'Pass') passed = passed.union(hit);
      else this.count(each.rule.action, hit);
      undecided = this.without(undecided, hit, each);
    }
    return undecided.union(passed);
  }

  allAtOnce(
    ports: ConnectionSet,
    matched: readonly MatchedRule[],
    isolated: boolean,
    pastIsolation: string | undefined,
  ): ConnectionSet {
    let left = ports;
    for (const each of denialsInDoubtLast(matched)) {
      const hit = left.intersect(each.ports);
      this.count('Deny', hit);
      left = this.without(left, hit, each);
    }
    const allowing = matched.filter(({ rule }) => rule.action === 'Allow');
    const sure = ConnectionSet.unionOf(allowing.flatMap(({ doubts, ports }) => (doubts === undefined ? [ports] : [])));
    this.allow(left.intersect(sure));
    const rest = left.subtract(sure);
    for (const each of allowing) {
      if (each.doubts === undefined) continue;
      const hit = rest.intersect(each.ports);
      this.allow(hit);
      this.without(rest, hit, each);
    }
    if (!isolated) return rest;
    this.deny(rest);
    if (pastIsolation !== undefined && !rest.isEmpty) {
      this.allow(rest);
      this.doubts.add(pastIsolation);
    }
    return ConnectionSet.none;
  }

  private count(action: 'Allow' | 'Deny', ports: ConnectionSet): void {
    if (action === 'Allow') this.allow(ports);
    else this.deny(ports);
  }

  private without(ports: ConnectionSet, hit: ConnectionSet, { policy, doubts }: MatchedRule): ConnectionSet {
    if (doubts === undefined) return ports.subtract(hit);
    if (!hit.isEmpty) for (const doubt of doubts) this.doubts.add(`${policy.name} ${doubt}`);
    return ports;
  }
}

function denialsInDoubtLast(matched: readonly MatchedRule[]): readonly MatchedRule[] {
  const found = matched.filter(({ rule }) => rule.action === 'Deny');
  return [...found.filter(({ doubts }) => doubts === undefined), ...found.filter(({ doubts }) => doubts !== undefined)];
}
