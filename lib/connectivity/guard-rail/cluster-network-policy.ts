import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ConnectionPort } from '../../model/connection';
import { guardRailMetadata, guardRailSubject } from './guard-rail-metadata';
import type { GuardRailModel, GuardRailRuleModel } from './resolve-guard-rails';

/** Rules that are asked in order, before every NetworkPolicy of the cluster or after all of them. */
export function emitClusterNetworkPolicy(rail: GuardRailModel): Manifest {
  const { name, tier, priority, ingress, egress } = rail;
  return {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: guardRailMetadata(name),
    spec: {
      tier,
      priority,
      subject: guardRailSubject(rail),
      ...(ingress.length === 0 ? {} : { ingress: ingress.map((rule) => emitRule('from', rule)) }),
      ...(egress.length === 0 ? {} : { egress: egress.map((rule) => emitRule('to', rule)) }),
    },
  };
}

function emitRule(end: 'from' | 'to', { action, peers, ports }: GuardRailRuleModel): JsonObject {
  return {
    action: action === 'Allow' ? 'Accept' : action,
    [end]: peers,
    ...(ports.length === 0 ? {} : { protocols: ports.map(emitProtocol) }),
  };
}

function emitProtocol({ protocol, port, endPort = port }: ConnectionPort): JsonObject {
  const destinationPort = endPort === port ? { number: port } : { range: { start: port, end: endPort } };
  return { [protocol.toLowerCase()]: { destinationPort } };
}
