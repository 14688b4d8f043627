import type { FeatureFlagSourceSpec } from '../../imports/core.openfeature.dev';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import type { DeclaredFlags } from './flags-model';

/**
 * Where flagd has the flags from, and how it runs beside pods. The defaults that API servers fill in are written out: engines
 * would report them as differences. What becomes of a flag reaches pods without a restart, and so `rolloutOnChange` is off.
 */
export function emitFeatureFlagSource({ name, namespace, from, sidecarResources }: DeclaredFlags): Manifest {
  const { requests, limits } = sidecarResources;
  const spec: Plain<FeatureFlagSourceSpec> = {
    sources: [{ source: `${namespace}/${name}`, provider: from }],
    evaluator: 'json',
    port: 8013,
    managementPort: 8014,
    ofrepPort: 8016,
    envVarPrefix: 'FLAGD',
    logFormat: 'json',
    probesEnabled: true,
    rolloutOnChange: false,
    debugLogging: false,
    resources: { ...(requests && { requests }), ...(limits && { limits }) },
  };
  return { apiVersion: 'core.openfeature.dev/v1beta1', kind: 'FeatureFlagSource', metadata: { name, namespace }, spec };
}
