import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { located } from '../model/located';
import { emitFeatureFlag } from './feature-flag';
import { emitFeatureFlagSource } from './feature-flag-source';
import { flagdProxy } from './flagd-proxy';
import type { DeclaredFlags } from './flags-model';
import { emitInProcessConfiguration } from './in-process-configuration';
import { resolveFlags } from './resolve';

/** Serves feature flags by the OpenFeature operator of the cluster. */
export const flagsCapability = listCapability({
  name: new CapabilityName<readonly DeclaredFlags[]>('flags'),
  feeds: ['autoscaling', 'workload', 'mesh', 'network-policy'],
  resolve: resolveFlags,
  *emit(declared, { cluster }) {
    const { openFeature, dnsDomain } = cluster;
    if (openFeature === undefined) return;
    for (const flags of declared) {
      yield* located(emitFeatureFlag(flags), flags);
      yield* located(emitFeatureFlagSource(flags, cluster), flags);
      yield* located(emitInProcessConfiguration(flags, flagdProxy(openFeature, dnsDomain)), flags);
    }
  },
});
