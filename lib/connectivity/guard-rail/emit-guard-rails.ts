import type { Manifest } from '../../manifest/objects/manifest';
import type { EmittedManifest } from '../../model/capability';
import { located } from '../../model/located';
import { emitAdminNetworkPolicy, emitBaselineAdminNetworkPolicy } from './admin-network-policy';
import { emitClusterNetworkPolicy } from './cluster-network-policy';
import type { GuardRailModel } from './resolve-guard-rails';

/** Every guard rail of a cluster, as a policy of the API that the cluster has. */
export function* emitGuardRails(rails: readonly GuardRailModel[]): Iterable<EmittedManifest> {
  for (const rail of rails) {
    yield* located(emitters[rail.kind](rail), rail);
  }
}

const emitters: Readonly<Record<GuardRailModel['kind'], (rail: GuardRailModel) => Manifest>> = {
  AdminNetworkPolicy: emitAdminNetworkPolicy,
  BaselineAdminNetworkPolicy: emitBaselineAdminNetworkPolicy,
  ClusterNetworkPolicy: emitClusterNetworkPolicy,
};
