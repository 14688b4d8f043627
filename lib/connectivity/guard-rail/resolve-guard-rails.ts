import type { ClusterModel } from '../../model/cluster-model';
import type { ConnectionPort } from '../../model/connection';
import { guardRailPeer, type GuardRailPeer } from './guard-rail-peer';
import { guardRails, type GuardRail, type GuardRailRule } from './network-guard-rail';

/** A guard rail whose peers are named as a policy of the cluster names them. */
export interface GuardRailModel extends Omit<GuardRail, 'ingress' | 'egress'> {
  readonly kind: 'AdminNetworkPolicy' | 'BaselineAdminNetworkPolicy' | 'ClusterNetworkPolicy';
  readonly ingress: readonly GuardRailRuleModel[];
  readonly egress: readonly GuardRailRuleModel[];
}

export interface GuardRailRuleModel {
  readonly action: GuardRailRule['action'];
  readonly peers: readonly GuardRailPeer[];
  /** Every port when empty. */
  readonly ports: readonly ConnectionPort[];
}

/** The guard rails of a cluster. What it cannot express is reported: none is ever left out in silence. */
export function resolveGuardRails(model: ClusterModel): readonly GuardRailModel[] {
  const taken = new Map<string, GuardRail>();
  return guardRails.in(model).flatMap((rail) => {
    const kind = kindOf(model, rail);
    if (kind === undefined) {
      refuse(model, rail, 'ClusterNetworkPolicy', 'spec', ...noApi(model));
      return [];
    }
    const place = kind === 'BaselineAdminNetworkPolicy' ? kind : `${rail.tier} ${rail.priority}`;
    const other = taken.get(place);
    if (other !== undefined) refuse(model, rail, kind, ...repeated(kind, rail, other));
    taken.set(place, rail);
    const rules = (direction: 'ingress' | 'egress') =>
      rail[direction].map((rule, i) => resolveRule(model, rail, kind, direction, rule, i));
    return { ...rail, kind, ingress: rules('ingress'), egress: rules('egress') };
  });
}

function kindOf({ cluster }: ClusterModel, { tier }: GuardRail): GuardRailModel['kind'] | undefined {
  const { adminPolicy } = cluster.network.cni;
  return adminPolicy === 'AdminNetworkPolicy' && tier === 'Baseline' ? 'BaselineAdminNetworkPolicy' : adminPolicy;
}

function resolveRule(
  model: ClusterModel,
  rail: GuardRail,
  kind: GuardRailModel['kind'],
  direction: 'ingress' | 'egress',
  { action, peers, ports = [] }: GuardRailRule,
  i: number,
): GuardRailRuleModel {
  const path = `spec.${direction}[${i}]`;
  if (kind === 'BaselineAdminNetworkPolicy' && action === 'Pass')
    refuse(
      model,
      rail,
      kind,
      `${path}.action`,
      'Unsupported value: "Pass": no tier comes after Baseline',
      'leave the rule out',
    );
  const named = peers.flatMap((peer, at): readonly GuardRailPeer[] => {
    const found = guardRailPeer(peer, direction, model.cluster.network);
    if (typeof found !== 'string') return [found];
    const end = direction === 'ingress' ? 'from' : 'to';
    refuse(model, rail, kind, `${path}.${end}[${at}]`, `Forbidden: ${found}`, 'name the peer in another way');
    return [];
  });
  return { action, peers: named, ports };
}

function noApi({ cluster }: ClusterModel): readonly [message: string, fix: string] {
  const { name, network } = cluster;
  return [
    `Forbidden: ${name} has no policy API for the whole cluster: nothing would enforce the guard rail`,
    `install one that ${network.cni.product} enforces and say so: cniFacts('${network.cni.product}', { adminPolicy: 'ClusterNetworkPolicy' })`,
  ];
}

function repeated(
  kind: string,
  { priority }: GuardRail,
  other: GuardRail,
): readonly [path: string, message: string, fix: string] {
  return kind === 'BaselineAdminNetworkPolicy'
    ? [
        'metadata.name',
        `Forbidden: the cluster has one BaselineAdminNetworkPolicy, and ${other.origin} makes it`,
        'join their rules',
      ]
    : [
        'spec.priority',
        `Duplicate value: ${priority}: ${other.origin} has it too, and either may be asked first`,
        'give each a priority of its own',
      ];
}

function refuse(
  model: ClusterModel,
  { name, origin }: GuardRail,
  kind: GuardRailModel['kind'],
  path: string,
  message: string,
  fix: string,
): void {
  const apiVersion = `policy.networking.k8s.io/${kind === 'ClusterNetworkPolicy' ? 'v1alpha2' : 'v1alpha1'}`;
  model.report({
    id: 'unsupported-guard-rail',
    severity: 'error',
    object: { apiVersion, kind, name },
    path,
    message,
    fix,
    origin,
  });
}
