import { keepsData } from '../../../lib/manifest/objects/keeps-data';

const object = (apiVersion: string, kind: string, spec: object = {}) =>
  JSON.parse(JSON.stringify({ apiVersion, kind, metadata: { name: 'a' }, spec })) as Parameters<typeof keepsData>[0];

test.each([
  ['a Namespace', object('v1', 'Namespace')],
  ['a claim', object('v1', 'PersistentVolumeClaim')],
  ['a StatefulSet with claims', object('apps/v1', 'StatefulSet', { volumeClaimTemplates: [{}] })],
  ['a database of an operator', object('postgresql.cnpg.io/v1', 'Cluster')],
  ['a cluster that Cluster API made', object('cluster.x-k8s.io/v1beta2', 'Cluster')],
])('data is lost with %s', (_what, manifest) => {
  expect(keepsData(manifest)).toBe(true);
});

test.each([
  ['a Deployment', object('apps/v1', 'Deployment')],
  ['a StatefulSet without claims', object('apps/v1', 'StatefulSet')],
  ['a Cluster of somebody else', object('example.com/v1', 'Cluster')],
  ['a class of clusters', object('cluster.x-k8s.io/v1beta2', 'ClusterClass')],
])('no data is lost with %s', (_what, manifest) => {
  expect(keepsData(manifest)).toBe(false);
});
