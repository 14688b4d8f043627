import type { FeatureFlagSpec } from '../../imports/core.openfeature.dev';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import type { Flag } from './flag';
import type { DeclaredFlags } from './flags-model';

/** The flags themselves. */
export function emitFeatureFlag({ name, namespace, flags }: DeclaredFlags): Manifest {
  const spec: Plain<FeatureFlagSpec> = {
    flagSpec: { flags: Object.fromEntries(Object.entries(flags).map(([key, flag]) => [key, emitFlag(flag)])) },
  };
  return { apiVersion: 'core.openfeature.dev/v1beta1', kind: 'FeatureFlag', metadata: { name, namespace }, spec };
}

function emitFlag({ enabled = true, variants, defaultVariant, targeting, owner, expires, description }: Flag) {
  return {
    state: enabled ? ('ENABLED' as const) : ('DISABLED' as const),
    variants: { ...variants },
    defaultVariant,
    ...(targeting === undefined ? {} : { targeting: { ...targeting } }),
    metadata: {
      owner,
      ...(expires === undefined ? {} : { expires }),
      ...(description === undefined ? {} : { description }),
    },
  };
}
