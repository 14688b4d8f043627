import { defaultClass } from '../../lib/capacity/demand/default-class';
import type { StorageClassFacts } from '../../lib/fleet/facts/storage-classes';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';

const tree = (...classes: readonly (readonly [name: string, mark?: string])[]) =>
  new ManifestSet(
    classes.map(([name, mark]) => ({
      manifest: {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: {
          name,
          ...(mark === undefined ? {} : { annotations: { 'storageclass.kubernetes.io/is-default-class': mark } }),
        },
        provisioner: 'example.com/disks',
      },
    })),
  );
const declared = (name: string, isDefault = true): StorageClassFacts => ({ name, default: isDefault });

test.each<[string, string | undefined, ManifestSet, readonly StorageClassFacts[]]>([
  ['the one that the cluster is said to have', 'ssd', tree(['hdd']), [declared('ssd'), declared('hdd', false)]],
  ['the one of the tree', 'ssd', tree(['ssd', 'true'], ['hdd', 'false']), [declared('hdd', false)]],
  ['one that both say', 'ssd', tree(['ssd', 'true']), [declared('ssd')]],
  ['none where nobody says it', undefined, tree(['ssd']), [declared('hdd', false)]],
  ['none of two in the tree', undefined, tree(['ssd', 'true'], ['hdd', 'true']), []],
  ['none of two that are declared', undefined, tree(), [declared('ssd'), declared('hdd')]],
  ['none where tree and cluster say another', undefined, tree(['ssd', 'true']), [declared('hdd')]],
])('the class of claims that name none is %s', (_, expected, manifests, facts) => {
  expect(defaultClass(manifests, facts)).toBe(expected);
});
