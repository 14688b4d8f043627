import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as fc from 'fast-check';
import { requireQuotaResources } from '../../../lib/checks/resources/require-quota-resources';
import { Field } from '../../../lib/manifest/objects/field';
import { isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { defaultedBy } from '../../../lib/manifest/pods/limit-ranges';
import { facts } from '../../checks/facts';
import { findingsOf, readFixture, whyOf } from '../../checks/fixture';
import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

const namespace = 'shop';
const fields = [
  ['limit', 'limits'],
  ['request', 'requests'],
] as const;

describeCluster('a LimitRange gives containers the requests and limits that we say it gives', (cluster) => {
  test('for random ranges and containers', async () => {
    await cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await cluster.server.eventually(
      'the ServiceAccount is there',
      () => cluster.list('v1', 'ServiceAccount', namespace),
      (accounts) => accounts.length > 0,
    );
    const seen = new Set<boolean>();
    for (const [number, limit] of fc.sample(limits, 30).entries()) {
      const marker = `example.com/range-${number}`;
      const spec = { limits: markedBy(marker, limit) };
      const limitRange = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'range', namespace }, spec };
      const made = await cluster.create(limitRange);
      const container = await admittedAfter(cluster, marker);
      const manifests = new ManifestSet([{ manifest: limitRange }]);
      for (const [what, field] of fields) {
        for (const resource of ['cpu', 'memory', 'ephemeral-storage']) {
          const isGiven = container.at('resources', field).entry(resource).isSet;
          seen.add(isGiven);
          const weSay = defaultedBy(manifests, namespace, resource, what);
          expect({ limit, what, resource, isGiven }).toEqual({ limit, what, resource, isGiven: weSay });
        }
      }
      await cluster.remove(made);
    }
    expect(seen.size).toBe(2);
  });
});

describeCluster('a quota keeps Pods away where we say that it does', (cluster) => {
  const folder = join(__dirname, '../../checks', requireQuotaResources.id);
  const fixtures = readdirSync(folder).map((file) => [
    basename(file).split('.')[0] ?? '',
    whyOf(file),
    join(folder, file),
  ]);

  test.each(fixtures)('%s: %s', async (_verdict, _why, file = '') => {
    const { manifests } = readFixture(file, requireQuotaResources);
    const findings = findingsOf(requireQuotaResources, { cluster: facts(), manifests });
    await cluster.addNodes();
    // The quota counts from the moment on that its controller has seen it.
    const isQuota = ({ manifest }: { readonly manifest: Manifest }) => /Quota|LimitRange/.test(manifest.kind);
    const objects = manifests.all.map((object) => ({ ...object, text: JSON.stringify(object.manifest) }));
    await cluster.apply({ objects: objects.filter(isQuota) });
    await cluster.server.eventually(
      'the quotas are counted',
      () => cluster.list('v1', 'ResourceQuota'),
      (quotas) => quotas.every((quota) => Field.root(quota).at('status', 'hard').isSet),
    );
    await cluster.apply({ objects: objects.filter((object) => !isQuota(object)) });
    for (const { manifest } of objects.filter((object) => !isQuota(object))) {
      if (findings.length === 0) await cluster.becomesReady(manifest);
      else {
        await cluster.server.eventually(
          'the quota is named',
          () => cluster.events(manifest),
          (events) => events.some((event) => /^FailedCreate: .*failed quota/.test(event)),
        );
        expect(await cluster.pods(manifest)).toEqual([]);
      }
    }
  });
});

const quantities = fc.record({ cpu: fc.constant('500m'), memory: fc.constant('64Mi') }, { requiredKeys: [] });
const bounds = (cpu: string, memory: string) =>
  fc.record({ cpu: fc.constant(cpu), memory: fc.constant(memory) }, { requiredKeys: [] });
const ofContainers = fc.record(
  {
    type: fc.constant('Container'),
    default: quantities,
    defaultRequest: quantities,
    max: bounds('1', '1Gi'),
    min: bounds('10m', '1Mi'),
  },
  { requiredKeys: ['type'] },
);
/** Ranges of claims give containers nothing; those of whole Pods refuse a Pod that says nothing. */
const limits: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 9, arbitrary: ofContainers },
  fc.constant({ type: 'PersistentVolumeClaim', max: { storage: '1Ti' } }),
);

/** Admission sees a new range a moment after it is made. What it gives besides shows which one was seen. */
function markedBy(marker: string, limit: JsonObject): readonly JsonObject[] {
  if (limit.type !== 'Container') return [limit, { type: 'Container', default: { [marker]: '1' } }];
  return [{ ...limit, default: { ...(isJsonObject(limit.default) ? limit.default : {}), [marker]: '1' } }];
}

/** The container of a Pod that says nothing itself, as it is after admission by the range with a marker. */
async function admittedAfter(cluster: SimulatedCluster, marker: string): Promise<Field> {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { generateName: 'pod-', namespace },
    spec: { containers: [{ name: 'server', image: 'example.com/server:1' }] },
  };
  const containerOf = (stored: Manifest) =>
    Field.root(stored).at('spec', 'containers').items()[0] ?? Field.root(stored);
  const admitted = await cluster.server.eventually(
    `${marker} is given`,
    async () => {
      const stored = await cluster.create(pod);
      await cluster.remove(stored);
      return stored;
    },
    (stored) => containerOf(stored).at('resources', 'limits').entry(marker).isSet,
  );
  return containerOf(admitted);
}
