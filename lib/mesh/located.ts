import type { Manifest } from '../manifest/objects/manifest';
import type { EmittedManifest } from '../model/capability';

/** A manifest with the construct and chart that it comes from; nothing where an emitter had nothing to say. */
export function located(
  manifest: Manifest | undefined,
  { origin, chart }: { readonly origin: string; readonly chart: string },
): EmittedManifest[] {
  return manifest === undefined ? [] : [{ manifest, origin, chart }];
}
