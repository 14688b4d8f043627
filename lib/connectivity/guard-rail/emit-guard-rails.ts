import type { Manifest } from '../../manifest/objects/manifest';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import { emitAdminNetworkPolicy, emitBaselineAdminNetworkPolicy } from './admin-network-policy';
import { emitClusterNetworkPolicy } from './cluster-network-policy';
import { resolveGuardRails, type GuardRailModel } from './resolve-guard-rails';

/** Every guard rail of a cluster, as a policy of the API that the cluster has. */
export function* emitGuardRails(model: ClusterModel): Iterable<EmittedManifest> {
  for (const rail of resolveGuardRails(model)) {
    yield { manifest: emitters[rail.kind](rail), origin: rail.origin, chart: rail.chart };
  }
}

const emitters: Readonly<Record<GuardRailModel['kind'], (rail: GuardRailModel) => Manifest>> = {
  AdminNetworkPolicy: emitAdminNetworkPolicy,
  BaselineAdminNetworkPolicy: emitBaselineAdminNetworkPolicy,
  ClusterNetworkPolicy: emitClusterNetworkPolicy,
};
