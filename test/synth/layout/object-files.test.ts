import * as fc from 'fast-check';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { identityKey, identityOf } from '../../../lib/manifest/objects/object-identity';
import { objectFiles } from '../../../lib/synth/layout/object-files';

function manifestOf(apiVersion: string, kind: string, name: string, namespace = 'a'): Manifest {
  return { apiVersion, kind, metadata: { name, namespace } };
}

function filesOf(...manifests: readonly Manifest[]): readonly (string | undefined)[] {
  const files = objectFiles(manifests);
  return manifests.map((manifest) => files.get(identityKey(identityOf(manifest))));
}

describe('the files of a tree', () => {
  test('name the group of objects that have the kind and the name in common', () => {
    expect(
      filesOf(
        manifestOf('example.com/v1', 'Widget', 'w'),
        manifestOf('other.com/v1', 'Widget', 'w'),
        manifestOf('other.com/v1', 'Widget', 'x'),
      ),
    ).toEqual(['a/widget.example.com.w.k8s.yaml', 'a/widget.other.com.w.k8s.yaml', 'a/widget.x.k8s.yaml']);
  });

  test('tell apart kinds of one group that differ in case alone', () => {
    const [one, other] = filesOf(
      manifestOf('example.com/v1', 'Widget', 'w'),
      manifestOf('example.com/v1', 'WIDGET', 'w'),
    );
    expect(one).toMatch(/^a\/widget\.example\.com\.w~[\da-f]{16}\.k8s\.yaml$/);
    expect(other).toMatch(/^a\/widget\.example\.com\.w~[\da-f]{16}\.k8s\.yaml$/);
    expect(one).not.toBe(other);
  });

  test('tell a group apart from a name that begins like it', () => {
    const files = filesOf(
      manifestOf('v1', 'ConfigMap', 'example.com.w'),
      manifestOf('example.com/v1', 'ConfigMap', 'w'),
    );
    expect(new Set(files).size).toBe(2);
  });

  test('are their own, whatever the objects, and the same in whatever order these come', () => {
    const dotted = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 });
    const anyManifest = fc
      .tuple(fc.constantFrom('', 'a', 'b', 'a.b', 'b.a'), fc.constantFrom('Gateway', 'Widget', 'WIDGET', 'Job'), dotted)
      .map(([group, kind, name]) => manifestOf(group === '' ? 'v1' : `${group}/v1`, kind, name));
    const anyTree = fc.uniqueArray(anyManifest, {
      maxLength: 30,
      selector: (manifest) => identityKey(identityOf(manifest)),
    });

    fc.assert(
      fc.property(anyTree, (manifests) => {
        const files = objectFiles(manifests);

        expect(files.size).toBe(manifests.length);
        expect(new Set([...files.values()].map((file) => file.toLowerCase())).size).toBe(manifests.length);
        expect(new Map([...objectFiles([...manifests].reverse())].sort())).toEqual(new Map([...files].sort()));
      }),
      { numRuns: 500 },
    );
  });

  test('have folders that file systems can hold', () => {
    const [file = ''] = filesOf(manifestOf('v1', 'ConfigMap', 'a', 'n'.repeat(300)));
    expect(Math.max(...file.split('/').map((segment) => Buffer.byteLength(segment)))).toBeLessThan(255);
  });
});
