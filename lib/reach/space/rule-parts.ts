import { PeerSet } from '../sets/peer-set';
import type { MatchedRule } from './decision';

/** Peers that the same rules name, in order of evaluation. */
export interface RulePart {
  readonly peers: PeerSet;
  readonly matched: readonly MatchedRule[];
}

/**
 * Takes the peers apart by the rules that name them. Each rule touches its own peers and no others; those that it names
 * come before those that it does not.
 */
export class RuleParts {
  private readonly partOf: Int32Array;
  private readonly parts: Part[];
  /** Peers of all parts but the one that all of them began in. */
  private readonly moved: PeerSet;
  private first = 0;
  private steps = 0;

  constructor(private readonly size: number) {
    this.partOf = new Int32Array(size);
    this.moved = new PeerSet(size);
    this.parts = [{ count: size, length: 0, weight: 0, matched: undefined, before: -1, after: -1 }];
  }

  /** Adds a rule, which comes after all that were added. */
  add(peers: PeerSet, rule: MatchedRule): void {
    for (const [touched, members] of this.membersByPart(peers)) {
      const part = this.parts[touched];
      if (part === undefined) continue;
      this.steps += members.length >> 4;
      const matched = { rule, earlier: part.matched };
      const length = part.length + 1;
      const weight = part.weight + (isInOrder(rule) ? 1 + (part.length >> 5) : 1);
      if (members.length === part.count) {
        this.steps += weight - part.weight;
        Object.assign(part, { matched, length, weight });
        continue;
      }
      this.steps += weight;
      part.count -= members.length;
      const named = this.parts.length;
      this.parts.push({ count: members.length, length, weight, matched, before: part.before, after: touched });
      const before = this.parts[part.before];
      if (before === undefined) this.first = named;
      else before.after = named;
      part.before = named;
      for (const peer of members) {
        this.partOf[peer] = named;
        this.moved.add(peer);
      }
    }
  }

  /** What it takes to decide about all parts: a step for each rule of each part, more where rules are asked in order. */
  get work(): number {
    return this.steps;
  }

  toArray(): readonly RulePart[] {
    const [, ...named] = this.parts;
    const sets = [PeerSet.full(this.size).subtract(this.moved), ...named.map(() => new PeerSet(this.size))];
    for (const peer of this.moved) sets[this.partOf[peer] ?? 0]?.add(peer);
    const found: RulePart[] = [];
    for (let at = this.first; ;) {
      const [part, peers] = [this.parts[at], sets[at]];
      if (part === undefined || peers === undefined) return found;
      found.push({ peers, matched: rulesOf(part) });
      at = part.after;
    }
  }

  private membersByPart(peers: PeerSet): ReadonlyMap<number, readonly number[]> {
    const members = new Map<number, number[]>();
    for (const peer of peers) {
      const part = this.partOf[peer] ?? 0;
      const known = members.get(part);
      if (known === undefined) members.set(part, [peer]);
      else known.push(peer);
    }
    return members;
  }
}

interface Part {
  count: number;
  length: number;
  weight: number;
  matched: Matched | undefined;
  before: number;
  after: number;
}

/** Rules from the last to the first, which parts have in common. */
interface Matched {
  readonly rule: MatchedRule;
  readonly earlier: Matched | undefined;
}

/** Whether what a rule decides depends on those before it. */
function isInOrder({ policy, rule }: MatchedRule): boolean {
  return policy.tier !== 'network' || rule.action !== 'Allow';
}

function rulesOf({ matched }: Part): readonly MatchedRule[] {
  const rules: MatchedRule[] = [];
  for (let at = matched; at !== undefined; at = at.earlier) rules.push(at.rule);
  return rules.reverse();
}
