import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';

export const consulGroup = 'consul.hashicorp.com';

/** Kinds that become a config entry of Consul, which one namespace of Consul holds under one name. */
export const configEntryKinds = [
  'ExportedServices',
  'Mesh',
  'ProxyDefaults',
  'ServiceDefaults',
  'ServiceIntentions',
  'ServiceResolver',
  'ServiceRouter',
  'ServiceSplitter',
  'TerminatingGateway',
] as const;

export type ConfigEntryKind = (typeof configEntryKinds)[number];

/** True unless the cluster is said to run Consul Enterprise. */
export function isCommunityEdition({ mesh }: ClusterFacts): boolean {
  return mesh?.product !== 'consul' || mesh.edition === 'community';
}

/** The config entry of a kind that has a name in Consul, whichever Kubernetes namespace it is in. */
export function findConfigEntry(
  manifests: ManifestSet,
  kind: ConfigEntryKind,
  name: string,
): LocatedManifest | undefined {
  return entries(manifests).get(`${kind}/${name}`);
}

/** The name that an object has in Consul: its own, but for intentions, which go by their destination. */
export function consulNameOf({ manifest }: LocatedManifest): string | undefined {
  const root = Field.root(manifest);
  return root.at(...(manifest.kind === 'ServiceIntentions' ? ['spec', 'destination', 'name'] : ['metadata', 'name']))
    .text;
}

const entries = perManifestSet((manifests) => {
  const byName = new Map<string, LocatedManifest>();
  for (const kind of configEntryKinds) {
    for (const object of manifests.ofKind(consulGroup, kind)) {
      const key = `${kind}/${consulNameOf(object) ?? ''}`;
      if (!byName.has(key)) byName.set(key, object);
    }
  }
  return byName;
});
