import type { TelemetrySpec } from '../../../imports/telemetry.istio.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { ResolvedMeshSettings } from '../mesh-model';

/**
 * Access logs and tracing, of the whole mesh where the namespace is its root; undefined where neither was declared.
 *
 * @param gateway the Gateway of the namespace that it is about, such as a waypoint: they must be named
 */
export function emitTelemetry(
  { accessLogs, tracing }: ResolvedMeshSettings,
  namespace: string,
  gateway?: string,
): Manifest | undefined {
  if (accessLogs === undefined && tracing === undefined) return undefined;
  const spec: Plain<TelemetrySpec> = {
    ...(gateway === undefined
      ? {}
      : { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: gateway }] }),
    // `envoy` is the provider that every installation has: it writes to standard output.
    ...(accessLogs === undefined ? {} : { accessLogging: [{ providers: [{ name: accessLogs.provider ?? 'envoy' }] }] }),
    ...(tracing === undefined
      ? {}
      : {
          tracing: [
            {
              randomSamplingPercentage: tracing.percent,
              ...(tracing.provider === undefined ? {} : { providers: [{ name: tracing.provider }] }),
            },
          ],
        }),
  };
  return {
    apiVersion: 'telemetry.istio.io/v1',
    kind: 'Telemetry',
    metadata: { name: gateway ?? 'mesh-default', namespace },
    spec,
  };
}
