import type { ClusterModel } from '../../model/cluster-model';
import type { ResolvedMeshSettings } from '../mesh-model';
import { requireInstallation } from '../refuse';
import { istioFacts } from './facts';

/** What every installation has: a provider that writes access logs to the standard output of the proxy. */
const builtIn = 'envoy';

/** Access logs and traces go to what the installation knows by name; what it does not know gets nothing, without a word. */
export function requireProviders({ accessLogs, tracing, owner }: ResolvedMeshSettings, model: ClusterModel): void {
  const { extensionProviders } = istioFacts(model.cluster);
  const require = (intent: string, what: string, fix: string) =>
    requireInstallation(model, { intent, backend: 'istio-sidecar', what, fix, origin: owner?.origin ?? '' });
  for (const [intent, provider] of [
    ['mesh.accessLogs.provider', accessLogs?.provider],
    ['mesh.tracing.provider', tracing?.provider],
  ] as const) {
    if (provider === undefined || provider === builtIn || extensionProviders.includes(provider)) continue;
    require(intent, `the extension provider "${provider}"`, `add it to meshConfig.extensionProviders, and say so: istio({ extensionProviders: ['${provider}'] })`);
  }
  if (tracing !== undefined && tracing.provider === undefined)
    require('mesh.tracing', 'a default provider of traces', 'name one in meshConfig.defaultProviders.tracing, or in the configuration: tracing: { provider }');
}
