import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { EmittedManifest } from '../../model/capability';
import { managedMetadata } from '../managed-metadata';

/** Where a config entry comes from, and the chart that it belongs to. */
export interface Owner {
  readonly chart: string;
  readonly origin: string;
}

/** A config entry on its way to the tree. */
export function configEntry(
  kind: string,
  { namespace, name, about }: { readonly namespace: string; readonly name: string; readonly about?: string },
  spec: JsonObject,
  { chart, origin }: Owner,
): EmittedManifest {
  const manifest: Manifest = {
    apiVersion: 'consul.hashicorp.com/v1alpha1',
    kind,
    metadata: managedMetadata(namespace, name, about),
    spec,
  };
  return { manifest, chart, origin };
}
