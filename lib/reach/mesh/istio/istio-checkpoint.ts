import { appendTo } from '../../../manifest/objects/append-to';
import {
  allPorts,
  intersectIntervals,
  mergeIntervals,
  subtractIntervals,
  type PortIntervals,
} from '../../sets/port-intervals';
import { everyClient, strangers } from '../client-match';
import type { Checkpoint, MeshRule, MeshVerdict } from '../mesh-policy';
import { anyRequest, joinMatches, withCondition } from '../request-match';
import type { IstioAuthorizationPolicy } from './authorization-policy';
import type { IstioRule } from './authorization-rule';
import type { PodModes } from './peer-authentication';
import type { PolicyBudget } from './policy-budget';
import { asksForHttp, connectionMatchesOf, httpMatchesOf, type IstioMatch } from './rule-matches';

/** Which ports a proxy understands requests of, and what becomes of rules about requests on the others. */
export interface Understanding {
  readonly http: PortIntervals;
  /** Whether an entry of a DENY rule of which nothing is left still stands for everything. */
  readonly emptyDenies: boolean;
}

/**
 * What a proxy of Istio makes of the policies that apply to it: a provider and DENY rules first, then ALLOW rules, of
 * which one must match where any ALLOW policy applies. AUDIT decides nothing.
 */
export function istioCheckpoint(
  budget: PolicyBudget,
  policies: readonly IstioAuthorizationPolicy[],
  understanding: Understanding,
  first: readonly MeshRule[] = [],
): Checkpoint {
  const undecided = budget.undecided(policies);
  if (undecided !== undefined) return doubtfulCheckpoint(undecided, first);
  const allowing = policies.filter(({ action }) => action === 'ALLOW');
  const rules = [
    ...first,
    ...policies.flatMap((policy) => (policy.action === 'CUSTOM' ? customRules(policy, understanding) : [])),
    ...policies.flatMap((policy) => (policy.action === 'DENY' ? denyRules(policy.rules, understanding) : [])),
    ...allowing.flatMap((policy) => allowRules(policy, understanding)),
  ];
  const names = allowing.map(({ name }) => name).join(', ');
  return {
    rules,
    otherwise:
      allowing.length === 0
        ? { verdict: 'Allow', reason: 'no AuthorizationPolicy refuses it' }
        : { verdict: 'Deny', reason: `no rule allows it of ${names}` },
  };
}

/** Whatever passes depends on rules that nobody has read to the end. */
function doubtfulCheckpoint({ name }: IstioAuthorizationPolicy, first: readonly MeshRule[]): Checkpoint {
  const when = `${name} refuses, whose rules are too many for a proof: give it fewer clients, addresses or operations`;
  const request = withCondition(anyRequest, when);
  return {
    rules: [...first, { name, verdict: 'Deny', clients: everyClient, ports: allPorts, request }],
    otherwise: { verdict: 'Allow', reason: `${name} may let it pass` },
  };
}

/** Where a port is strict, whoever has no identity is refused. */
export function strictRules({ ports, others }: PodModes): readonly MeshRule[] {
  const single = (port: number) => ({ from: port, to: port });
  const numbers = [...ports.keys()].sort((a, b) => a - b);
  const rest = subtractIntervals(allPorts, numbers.map(single));
  const strict = new Map<string, PortIntervals[]>(others.mode === 'STRICT' ? [[others.by, [rest]]] : []);
  for (const port of numbers) {
    const { mode, by } = ports.get(port) ?? others;
    if (mode === 'STRICT') appendTo(strict, by, [single(port)]);
  }
  return [...strict].map(([by, sets]): MeshRule => {
    const name = `${by} (STRICT)`;
    return { name, verdict: 'Deny', clients: strangers, ports: mergeIntervals(sets), request: anyRequest };
  });
}

function allowRules({ rules }: IstioAuthorizationPolicy, { http }: Understanding): readonly MeshRule[] {
  return rules.flatMap((rule) => {
    // Where HTTP is not understood, a rule that asks for it allows nothing.
    const ports = asksForHttp(rule) ? http : allPorts;
    return httpMatchesOf(rule).flatMap((match) => meshRules(rule, 'Allow', match, ports));
  });
}

function denyRules(rules: readonly IstioRule[], { http, emptyDenies }: Understanding): readonly MeshRule[] {
  return rules.flatMap((rule) => {
    if (!asksForHttp(rule)) return httpMatchesOf(rule).flatMap((match) => meshRules(rule, 'Deny', match, allPorts));
    const raw = subtractIntervals(allPorts, http);
    return [
      ...httpMatchesOf(rule).flatMap((match) => meshRules(rule, 'Deny', match, http)),
      ...connectionMatchesOf(rule, emptyDenies).flatMap((match) => meshRules(rule, 'Deny', match, raw)),
    ];
  });
}

/** What the provider refuses, nobody knows: whatever is allowed depends on it. */
function customRules(policy: IstioAuthorizationPolicy, understanding: Understanding): readonly MeshRule[] {
  return denyRules(policy.rules, understanding).map((rule) => ({
    ...rule,
    request: withCondition(rule.request, `extension provider ${policy.provider} refuses`),
  }));
}

function meshRules(
  { name }: IstioRule,
  verdict: MeshVerdict,
  { clients, ports, connection, http }: IstioMatch,
  within: PortIntervals,
): MeshRule[] {
  const left = intersectIntervals(ports, within);
  return left.length === 0 ? [] : [{ name, verdict, clients, ports: left, request: joinMatches(connection, http) }];
}
