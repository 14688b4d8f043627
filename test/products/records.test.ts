import { optOutsOf } from '../../lib/checks/mesh/opt-out';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { podTemplateOf, type PodTemplate } from '../../lib/manifest/pods/pod-template';
import { controllers } from '../../lib/products/controllers';
import { allMeshRecords, meshRecords } from '../../lib/products/mesh-records';
import { enrolmentOfPod } from '../../lib/reach/mesh/enrolment';
import { meshReaders } from '../../lib/reach/mesh/mesh-readers';

const none = new ManifestSet([]);

function pod(container: string, metadata: object = {}): PodTemplate {
  const spec = { containers: [{ name: container, image: 'example' }] };
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'shop', ...metadata }, spec };
  const template = podTemplateOf({ manifest });
  if (template === undefined) throw new Error('no pod');
  return template;
}

test('the record of each mesh stands under its own name, and reachability reads its policies', () => {
  expect(Object.keys(meshRecords)).toEqual(Object.values(meshRecords).map(({ product }) => product));
  expect(Object.keys(meshRecords)).toEqual(Object.keys(meshRecords).sort());
  expect(meshReaders.map(({ product }) => product).sort()).toEqual(Object.keys(meshRecords));
});

describe.each(allMeshRecords.map((record) => [record.name, record] as const))('%s', (_, record) => {
  test('has a pod into which its proxy was written', () => {
    expect(enrolmentOfPod(pod(record.proxy.container), none)).toEqual({ product: record.product, mode: 'sidecar' });
  });

  test.each(record.optOuts.flatMap(({ among, key, values }) => values.map((value) => [among, key, value] as const)))(
    'has no pod with %s %s: %s',
    (among, key, value) => {
      const out = pod('app', { [among]: { [key]: value } });

      expect(enrolmentOfPod(out, none)).toBeUndefined();
      expect(optOutsOf(out, none).map(({ product }) => product)).toEqual([record.product]);
    },
  );

  test('runs its proxy as a user of its own', () => {
    expect(allMeshRecords.filter(({ proxy }) => proxy.user === record.proxy.user)).toEqual([record]);
  });
});

test('no two records of controllers are about the pods of one kind', () => {
  const kinds = controllers.flatMap(({ pods = [] }) => pods.map(({ group, kind }) => `${group}/${kind}`));

  expect(new Set(kinds).size).toBe(kinds.length);
  expect(kinds.length).toBeGreaterThan(0);
});
