import type { Manifest } from '../manifest/objects/manifest';
import type { EmittedManifest } from './capability';
import type { ObjectOwner } from './object-owner';

/** A manifest with what it is made for; nothing where an emitter had nothing to say. */
export function located(
  manifest: Manifest | undefined,
  { origin, chart, objectLabels }: ObjectOwner,
): EmittedManifest[] {
  return manifest === undefined ? [] : [{ manifest, origin, chart, objectLabels }];
}
