import type { PodsAt } from '../../fleet/network-facts';
import { namespaceOf } from '../../manifest/objects/find-object';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';

/**
 * Pods that controllers make for the Gateways of a tree, a waypoint among them, with the labels that they get.
 *
 * See https://gateway-api.sigs.k8s.io/geps/gep-1762
 */
export const gatewayPods = perManifestSet((manifests): readonly Pick<PodsAt, 'namespace' | 'podLabels'>[] =>
  manifests.ofKind('gateway.networking.k8s.io', 'Gateway').map(({ manifest }) => ({
    namespace: namespaceOf(manifest),
    podLabels: { 'gateway.networking.k8s.io/gateway-name': manifest.metadata.name ?? '' },
  })),
);
