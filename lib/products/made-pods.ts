import { apiGroup } from '../manifest/objects/api-version';
import { appendTo } from '../manifest/objects/append-to';
import { Field } from '../manifest/objects/field';
import { namespaceOf } from '../manifest/objects/find-object';
import { parseLabels, type Labels } from '../manifest/objects/label-selector';
import type { LocatedManifest, Manifest } from '../manifest/objects/manifest';
import type { ManifestSet } from '../manifest/objects/manifest-set';
import { perManifestSet } from '../manifest/objects/per-manifest-set';
import type { AddedLabels } from './controllers/added-labels';
import type { DescribedPods } from './controllers/controller';
import { controllers } from './controllers/controllers';

/** Pods that a controller makes of a custom resource of a tree. */
export interface MadePods extends Pick<DescribedPods, 'metadata' | 'spec'> {
  readonly owner: LocatedManifest;
  readonly namespace: string;
  readonly labels: Labels;
  readonly added: AddedLabels;
}

const podMakers = controllers.flatMap(({ pods = [] }) => pods);
const makingKinds: ReadonlySet<string> = new Set(podMakers.map(({ group, kind }) => `${group}/${kind}`));

/** Whether it is known which pods a controller makes of the objects of a kind. */
export function makesPods(group: string, kind: string): boolean {
  return makingKinds.has(`${group}/${kind}`);
}

/** The pods that controllers make of the custom resources of a tree, in the order of kinds. */
export function madePods(manifests: ManifestSet): readonly MadePods[] {
  return podMakers.flatMap(({ group, kind, podsOf }) =>
    manifests.ofKind(group, kind).flatMap((owner) =>
      podsOf(Field.root(owner.manifest)).map(({ labels = {}, added = {}, ...described }) => ({
        ...described,
        owner,
        namespace: namespaceOf(owner.manifest),
        labels: { ...parseLabels(described.metadata.at('labels').value), ...labels },
        added,
      })),
    ),
  );
}

/** The fields of a custom resource that hold metadata of the pods that a controller makes of it. */
export function madeMetadataPaths(manifest: Manifest): readonly string[] {
  const group = apiGroup(manifest.apiVersion);
  const maker = podMakers.find((one) => one.group === group && one.kind === manifest.kind);
  const paths = maker?.podsOf(Field.root(manifest)).map(({ metadata }) => metadata.path) ?? [];
  return [...new Set(paths.filter((path) => path !== ''))];
}

/** The same, of one namespace. */
export function madePodsIn(manifests: ManifestSet, namespace: string): readonly MadePods[] {
  return byNamespace(manifests).get(namespace) ?? [];
}

const byNamespace = perManifestSet((manifests): ReadonlyMap<string, readonly MadePods[]> => {
  const found = new Map<string, MadePods[]>();
  for (const pods of madePods(manifests)) appendTo(found, pods.namespace, pods);
  return found;
});
