import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { parseQuantity } from '../../manifest/objects/quantity';
import type { ChangedObject, PlanContext } from '../plan-context';

/** What becomes of a claim that asks for more storage than before. */
export interface ClaimGrowth {
  /** What the API server says where it refuses: the plugin PersistentVolumeClaimResize, which is on by default. */
  readonly refused: readonly string[];
  readonly reasons: readonly string[];
}

const none: ClaimGrowth = { refused: [], reasons: [] };
const size = 'spec.resources.requests.storage';

/** Whether the class of a claim lets it grow. The API server asks the class that it has when the claim is updated. */
export function claimGrowth({ before, after }: ChangedObject, { base, next, cluster }: PlanContext): ClaimGrowth {
  if (after.manifest.kind !== 'PersistentVolumeClaim' || !isLarger(before.manifest, after.manifest)) return none;
  const { name, allowsGrowth } = classOf(after.manifest, [next, base], cluster);
  if (allowsGrowth === true) return { refused: [], reasons: [`the volume grows: StorageClass ${name} allows it`] };
  if (allowsGrowth === false) {
    const whose = name === '' ? 'a claim without a StorageClass' : `StorageClass ${name}`;
    return {
      refused: [
        `${size}: Forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize`,
      ],
      reasons: [`${whose} has no allowVolumeExpansion: set it there first, or move the data to a larger claim`],
    };
  }
  const why =
    name === undefined
      ? 'the claim names no StorageClass, and which is the default is not known'
      : `StorageClass ${name} is neither in the tree nor declared`;
  return { refused: [], reasons: [`not decided: whether the volume may grow (allowVolumeExpansion): ${why}`] };
}

function isLarger(before: Manifest, after: Manifest): boolean {
  const [from, to] = [before, after].map((manifest) =>
    parseQuantity(Field.root(manifest).at('spec', 'resources', 'requests', 'storage').written),
  );
  return from !== undefined && to !== undefined && to.compareTo(from) > 0;
}

interface KnownClass {
  readonly name: string | undefined;
  /** Undefined where nobody knows the class. */
  readonly allowsGrowth?: boolean;
}

function classOf(claim: Manifest, trees: readonly ManifestSet[], { storageClasses }: ClusterFacts): KnownClass {
  const field = Field.root(claim).at('spec', 'storageClassName');
  const [theDefault, ...others] = storageClasses.filter((each) => each.default === true);
  const name = field.text ?? (others.length === 0 ? theDefault?.name : undefined);
  if (name === undefined) return { name };
  if (name === '') return { name, allowsGrowth: false };
  for (const tree of trees) {
    const found = tree.get({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name });
    if (found !== undefined)
      return { name, allowsGrowth: Field.root(found.manifest).at('allowVolumeExpansion').boolean === true };
  }
  const known = storageClasses.find((each) => each.name === name);
  return known === undefined ? { name } : { name, allowsGrowth: known.allowVolumeExpansion === true };
}
