import { kubernetesVersions } from '../fleet/kubernetes-version';
import { compareText } from '../manifest/objects/compare-text';
import type { Manifest } from '../manifest/objects/manifest';
import { identityKey, identityOf } from '../manifest/objects/object-identity';
import { objectFiles } from '../synth/layout/object-files';
import { formatWithSetters } from '../synth/yaml/format-with-setters';
import { imagePoliciesIn } from '../manifest/pods/image-policies';
import type { Tree } from './tree';

/** One form of an object, and the clusters that have it. */
interface Variant {
  readonly manifest: Manifest;
  readonly origin: string | undefined;
  readonly trees: Tree[];
}

/**
 * The files of a snapshot by name: plain YAML, one object a file, with the clusters, what they serve and the construct
 * path as comments above. What is the same in several clusters is one file; where an object differs, the
 * form of the first cluster has the plain name, and each other form is named after its first cluster.
 */
export function treeSnapshot(trees: readonly Tree[]): ReadonlyMap<string, string> {
  const objects = new Map<string, Map<string, Variant>>();
  const ownFiles = objectFiles(trees.flatMap(({ manifests }) => manifests.map(({ manifest }) => manifest)));
  for (const tree of trees) {
    const policies = imagePoliciesIn(tree.manifests.map(({ manifest }) => manifest));
    for (const { manifest, origin } of tree.manifests) {
      const file = ownFiles.get(identityKey(identityOf(manifest))) ?? '';
      const variants = objects.get(file) ?? new Map<string, Variant>();
      objects.set(file, variants);
      const text = formatWithSetters(manifest, policies);
      const variant = variants.get(text);
      if (variant === undefined) variants.set(text, { manifest, origin, trees: [tree] });
      else variant.trees.push(tree);
    }
  }
  const files = new Map<string, string>();
  for (const [file, variants] of objects) {
    let name = file;
    for (const [text, variant] of variants) {
      const [first] = variant.trees;
      if (files.has(name) && first !== undefined) name = file.replace(/(\.k8s)?\.yaml$/, `@${first.cluster.name}$&`);
      files.set(name, `${header(variant, trees.length)}${text}`);
    }
  }
  return new Map([...files].sort(([left], [right]) => compareText(left, right)));
}

function header({ origin, trees }: Variant, all: number): string {
  const names = trees.map(({ cluster }) => cluster.name).join(', ');
  const versions = new Set(trees.map(({ cluster }) => cluster.kubernetesVersion));
  const channels = trees.flatMap(({ cluster }) => cluster.gatewayApi?.channel ?? []).sort();
  return [
    `# clusters: ${trees.length === all && all > 1 ? `all ${all}` : names}\n`,
    `# kubernetes: ${kubernetesVersions.filter((version) => versions.has(version)).join(', ')}\n`,
    ...(channels.length === 0 ? [] : [`# gateway-api: ${[...new Set(channels)].join(', ')}\n`]),
    ...(origin === undefined ? [] : [`# from: ${origin}\n`]),
  ].join('');
}
