import { isAtLeast } from '../../fleet/kubernetes-version';
import type { Manifest } from '../../manifest/objects/manifest';
import { identityOf } from '../../manifest/objects/object-identity';
import type { CheckContext } from '../check';

/** The object as it was in the last committed tree; undefined where it is new. */
export function committedObject(manifest: Manifest, { previous }: CheckContext): Manifest | undefined {
  return previous?.get(identityOf(manifest))?.manifest;
}

/**
 * The same, where API servers of the cluster take what did not change although its definition refuses it today.
 * What is of another version had to be converted first.
 */
export function toleratedObject(manifest: Manifest, context: CheckContext): Manifest | undefined {
  if (!isAtLeast(context.cluster.kubernetesVersion, '1.30')) return undefined;
  const before = committedObject(manifest, context);
  return before?.apiVersion === manifest.apiVersion ? before : undefined;
}
