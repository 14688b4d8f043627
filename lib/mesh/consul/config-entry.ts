import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { EmittedManifest } from '../../model/capability';
import type { ObjectOwner } from '../../model/object-owner';

/** A config entry on its way to the tree. */
export function configEntry(
  kind: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
  spec: JsonObject,
  { chart, objectLabels, origin }: ObjectOwner,
): EmittedManifest {
  const manifest: Manifest = {
    apiVersion: 'consul.hashicorp.com/v1alpha1',
    kind,
    metadata: { name, namespace },
    spec,
  };
  return { manifest, chart, objectLabels, origin };
}
