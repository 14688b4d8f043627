import { apiGroup } from '../manifest/objects/api-version';
import { Field } from '../manifest/objects/field';
import type { Manifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { listenersOf } from '../manifest/network/gateway-listeners';
import { parentsOf, routeKinds } from '../manifest/network/routes';
import type { CommittedTree } from './surviving-tree';

/** Host names that clients outside ask for, with the clusters that serve each, by environment. */
export interface HostCopies {
  readonly environment: string;
  readonly host: string;
  readonly trees: readonly CommittedTree[];
}

/** Every host of Ingresses, of routes at Gateways, and of VirtualServices at Istio's gateways. */
export function hostCopies(trees: readonly CommittedTree[]): readonly HostCopies[] {
  const found = new Map<string, { environment: string; host: string; trees: Set<CommittedTree> }>();
  for (const tree of trees)
    for (const { manifest } of tree.manifests.all)
      for (const host of hostsOf(manifest, tree.manifests)) {
        const key = JSON.stringify([tree.environment, host]);
        const entry = found.get(key) ?? { environment: tree.environment, host, trees: new Set() };
        found.set(key, entry);
        entry.trees.add(tree);
      }
  return [...found.values()].map((entry) => ({ ...entry, trees: [...entry.trees] }));
}

function hostsOf(manifest: Manifest, manifests: ManifestSet): readonly string[] {
  const kind = `${apiGroup(manifest.apiVersion)}/${manifest.kind}`;
  const spec = Field.root(manifest).at('spec');
  if (kind === 'networking.k8s.io/Ingress')
    return texts(
      spec
        .at('rules')
        .items()
        .map((rule) => rule.at('host')),
    );
  if (kind === 'networking.istio.io/VirtualService') {
    const gateways = texts(spec.at('gateways').items());
    return gateways.some((gateway) => gateway !== 'mesh') ? texts(spec.at('hosts').items()) : [];
  }
  if (!routeKinds.includes(kind)) return [];
  const gateways = parentsOf(manifest).filter(({ target }) => target.kind === 'Gateway');
  if (gateways.length === 0) return [];
  const own = texts(spec.at('hostnames').items());
  if (own.length > 0) return own;
  return gateways.flatMap(({ field, target }) => {
    const gateway = manifests.get(target);
    const section = field.at('sectionName').text;
    return gateway === undefined
      ? []
      : listenersOf(gateway.manifest).flatMap(({ name, hostname }) =>
          hostname !== '' && (section === undefined || section === name) ? [hostname] : [],
        );
  });
}

function texts(fields: readonly Field[]): readonly string[] {
  return fields.flatMap(({ text }) => text ?? []);
}
