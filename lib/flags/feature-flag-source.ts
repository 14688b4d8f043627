import type { FeatureFlagSourceSpec } from '../../imports/core.openfeature.dev';
import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Manifest } from '../manifest/objects/manifest';
import type { Plain } from '../manifest/objects/plain';
import type { DeclaredFlags } from './flags-model';

/** Where flagd shows whether it is well. */
export const managementPort = 8014;

/**
 * Whether the kubelet asks flagd how it is. A mesh takes in what arrives at its pods, and does not know of a container that
 * the operator adds: it would refuse the kubelet, and flagd would be started again and again.
 */
export function isProbed({ mesh }: ClusterFacts): boolean {
  return mesh === undefined;
}

/**
 * Where flagd has the flags from, and how it runs beside pods. The defaults that API servers fill in are written out: engines
 * would report them as differences. What becomes of a flag reaches pods without a restart, and so `rolloutOnChange` is off.
 */
export function emitFeatureFlagSource(
  { name, namespace, from, sidecarResources }: DeclaredFlags,
  cluster: ClusterFacts,
): Manifest {
  const { requests, limits } = sidecarResources;
  const spec: Plain<FeatureFlagSourceSpec> = {
    sources: [{ source: `${namespace}/${name}`, provider: from }],
    evaluator: 'json',
    port: 8013,
    managementPort,
    ofrepPort: 8016,
    envVarPrefix: 'FLAGD',
    logFormat: 'json',
    probesEnabled: isProbed(cluster),
    rolloutOnChange: false,
    debugLogging: false,
    resources: { ...(requests && { requests }), ...(limits && { limits }) },
  };
  return { apiVersion: 'core.openfeature.dev/v1beta1', kind: 'FeatureFlagSource', metadata: { name, namespace }, spec };
}
