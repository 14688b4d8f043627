import type { OpenFeatureFacts } from '../fleet/facts/open-feature';
import type { PodsAt } from '../fleet/network-facts';

/** Where flagd-proxy answers, which the operator runs once a FeatureFlagSource names it. */
export interface FlagdProxy {
  readonly host: string;
  readonly port: number;
  readonly pods: PodsAt;
}

/** Names and port as the operator gives them: internal/common/flagdproxy/flagdproxy.go of open-feature-operator. */
export function flagdProxy({ namespace, mesh }: OpenFeatureFacts, dnsDomain: string): FlagdProxy {
  return {
    host: `flagd-proxy-svc.${namespace}.svc.${dnsDomain}`,
    port: 8015,
    pods: { namespace, podLabels: { app: 'flagd-proxy' }, ...(mesh && { mesh }) },
  };
}
