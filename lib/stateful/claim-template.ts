import type { Size } from 'cdk8s';
import type { ClusterFacts } from '../fleet/cluster-facts';
import { isAtLeast } from '../fleet/kubernetes-version';
import { canonicalQuantity } from '../manifest/objects/canonical-quantity';
import type { JsonObject } from '../manifest/objects/json';
import type { ManagedVolumeClaim } from './volume-claim';

/** A claim template with what the API server would fill in, so that no GitOps engine sees a difference; without labels. */
export function emitClaimTemplate(name: string, claim: ManagedVolumeClaim, cluster: ClusterFacts) {
  const { templateSize = claim.size } = claim;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: emitClaimSpec(claim, templateSize, cluster),
  } as const;
}

/** What a claim asks for. */
export function emitClaimSpec(claim: ManagedVolumeClaim, size: Size, cluster: ClusterFacts) {
  const { storageClassName, volumeAttributesClassName, accessMode = defaultAccessMode(cluster) } = claim;
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: quantityOf(size) } },
    ...(storageClassName === undefined ? {} : { storageClassName }),
    ...(volumeAttributesClassName === undefined ? {} : { volumeAttributesClassName }),
    volumeMode: 'Filesystem',
  } satisfies JsonObject;
}

/** Kubernetes 1.29 is the first in which it is stable. */
function defaultAccessMode({ kubernetesVersion }: ClusterFacts) {
  return isAtLeast(kubernetesVersion, '1.29') ? 'ReadWriteOncePod' : 'ReadWriteOnce';
}

function quantityOf(size: Size): string {
  const text = size.asString();
  return canonicalQuantity(text) ?? text;
}
