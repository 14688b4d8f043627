import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ConnectionPort } from '../../model/connection';
import { guardRailMetadata, guardRailSubject } from './guard-rail-metadata';
import type { GuardRailModel, GuardRailRuleModel } from './resolve-guard-rails';

const apiVersion = 'policy.networking.k8s.io/v1alpha1';

/** Rules that are asked in order, before every NetworkPolicy of the cluster. */
export function emitAdminNetworkPolicy(rail: GuardRailModel): Manifest {
  const { name, priority } = rail;
  const spec = { priority, subject: guardRailSubject(rail), ...rulesOf(rail) };
  return { apiVersion, kind: 'AdminNetworkPolicy', metadata: guardRailMetadata(name), spec };
}

/** Rules that are asked for what no NetworkPolicy decides. A cluster has one such policy, of a fixed name. */
export function emitBaselineAdminNetworkPolicy(rail: GuardRailModel): Manifest {
  const spec = { subject: guardRailSubject(rail), ...rulesOf(rail) };
  return { apiVersion, kind: 'BaselineAdminNetworkPolicy', metadata: guardRailMetadata('default'), spec };
}

function rulesOf({ ingress, egress }: GuardRailModel): JsonObject {
  return {
    ...(ingress.length === 0 ? {} : { ingress: ingress.map((rule) => emitRule('from', rule)) }),
    ...(egress.length === 0 ? {} : { egress: egress.map((rule) => emitRule('to', rule)) }),
  };
}

function emitRule(end: 'from' | 'to', { action, peers, ports }: GuardRailRuleModel): JsonObject {
  return { action, [end]: peers, ...(ports.length === 0 ? {} : { ports: ports.map(emitPort) }) };
}

function emitPort({ protocol, port, endPort = port }: ConnectionPort): JsonObject {
  return endPort === port ? { portNumber: { protocol, port } } : { portRange: { protocol, start: port, end: endPort } };
}
