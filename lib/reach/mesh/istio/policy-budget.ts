import { ProofBudget } from '../../space/proof-budget';
import type { IstioAuthorizationPolicy } from './authorization-policy';
import type { IstioRule } from './authorization-rule';
import type { IstioClause } from './clause';

/** Keeps what is proved about AuthorizationPolicies within time and memory. */
export class PolicyBudget {
  private readonly budget = new ProofBudget();

  /** The policy, without its rules where they are too many for any proof. */
  readable(policy: IstioAuthorizationPolicy): IstioAuthorizationPolicy {
    if (ProofBudget.isBounded(workOf([policy]))) return policy;
    return { ...policy, rules: [], isTooLarge: true };
  }

  /** The policy for which it cannot be said what all of them decide together; undefined where it can. */
  undecided(policies: readonly IstioAuthorizationPolicy[]): IstioAuthorizationPolicy | undefined {
    const deciding = policies.filter(({ action }) => action !== 'AUDIT');
    const large = deciding.find(({ isTooLarge }) => isTooLarge === true);
    if (large !== undefined || this.budget.takes(workOf(deciding))) return large;
    return deciding.toSorted((one, other) => other.rules.length - one.rules.length)[0];
  }
}

/** Each client that rules distinguish is compared with each choice of each rule. */
function workOf(policies: readonly IstioAuthorizationPolicy[]): number {
  const rules = policies.flatMap((policy) => policy.rules);
  const told = rules.reduce(
    (sum, { sources = [], conditions }) => sum + sumOf([...sources, ...conditions], toldApart),
    1,
  );
  return told * rules.reduce((sum, rule) => sum + choices(rule), 0);
}

function choices({ sources = [], operations = [], conditions }: IstioRule): number {
  return Math.max(1, sumOf(sources, size)) * Math.max(1, operations.length) + sumOf(conditions, size);
}

/** Clients that a clause names. */
function toldApart({ clients: { ranges = [], members = [], exceptions = [] } }: IstioClause): number {
  return ranges.length + members.length + exceptions.length;
}

/** What is compared, or written down, for each client. */
function size(clause: IstioClause): number {
  const text = (clause.http?.when ?? []).reduce((length, { length: more }) => length + more, 0);
  return 1 + toldApart(clause) + text / 100;
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
