import { ClusterChart, EphemeralCache, PrimaryReplicaStore, formatYaml, type ClusterProps } from '../../../lib';
import { Duration, JsonPatch } from 'cdk8s';
import { noStrandedData } from '../../../lib/checks/storage/no-stranded-data';
import { runChecks } from '../../../lib/checks/run-checks';
import type { JsonValue } from '../../../lib/manifest/objects/json';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { exampleCluster, exampleFleet } from '../../example-fleet';
import { common, exampleStores, quorumStore } from '../../stateful/example-stores';
import { describeCluster } from '../describe-cluster';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

const storageClasses = [{ name: 'fast', default: true, volumeBindingMode: 'WaitForFirstConsumer' }] as const;
const zones = ['zone-a', 'zone-b', 'zone-c'];
const facts = { region: 'eu', zones, storageClasses } satisfies Partial<ClusterProps>;

function objectsOf(build: (chart: ClusterChart) => unknown) {
  const { manifests } = exampleFleet(
    (cluster) => build(new ClusterChart(cluster, 'shop', { namespace: 'shop' })),
    facts,
  ).render('test');
  return manifests.map((object) => ({ text: formatYaml(object.manifest), ...object }));
}

function statefulSetsOf(objects: readonly { readonly manifest: Manifest }[]): readonly Manifest[] {
  return objects.map(({ manifest }) => manifest).filter(({ kind }) => kind === 'StatefulSet');
}

function only(objects: readonly { readonly manifest: Manifest }[]): Manifest {
  const [set, ...others] = statefulSetsOf(objects);
  if (set === undefined || others.length > 0)
    throw new Error(`${others.length + 1} StatefulSets where one is asked for`);
  return set;
}

const isReady = (pod: Manifest): boolean =>
  Field.root(pod)
    .at('status', 'conditions')
    .items()
    .some((condition) => condition.at('type').text === 'Ready' && condition.at('status').text === 'True');

const isCrashing = (pod: Manifest): boolean => JSON.stringify(pod.status).includes('CrashLoopBackOff');

/** Where it is not the point, nobody waits until a Pod that is ready is available, too. */
const atOnce = { minReady: Duration.seconds(0) };

async function claims(cluster: SimulatedCluster): Promise<readonly string[]> {
  const found = await cluster.list('v1', 'PersistentVolumeClaim', 'shop');
  return found
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name ?? '')
    .sort();
}

describeCluster('stores', (cluster) => {
  beforeEach(async () => {
    await cluster.addNodes({ zones, nodesPerZone: 2 });
    await cluster.provideVolumes(storageClasses);
  });

  async function deploy(build: (chart: ClusterChart) => unknown) {
    const objects = objectsOf(build);
    await cluster.apply({ objects });
    return objects;
  }

  test('the examples of all patterns become ready, side by side', async () => {
    const objects = await deploy((chart) => Object.values(exampleStores).forEach((build) => void build(chart)));
    expect(statefulSetsOf(objects).length).toBeGreaterThanOrEqual(Object.keys(exampleStores).length);
    await cluster.becomesReady();
  });

  test('members of a quorum start at once, and replicas one after the other', async () => {
    const podLabels = { starts: 'slowly' };
    const finishStarts = await cluster.startSlowly(podLabels);
    await deploy((chart) => {
      quorumStore(chart, { ...atOnce, podLabels });
      new PrimaryReplicaStore(chart, 'postgres', { ...common, ...atOnce, podLabels, replicas: 2 });
    });
    const running = async () =>
      (await cluster.list('v1', 'Pod', 'shop'))
        .filter((pod) => Field.root(pod).at('status', 'phase').text === 'Running')
        .map(({ metadata }) => metadata.name)
        .sort();
    const first = ['etcd-0', 'etcd-1', 'etcd-2', 'postgres-primary-0', 'postgres-replica-0'];
    await cluster.server.eventually('all members run, and one of the others', running, (names) =>
      first.every((name) => names.includes(name)),
    );
    expect(await running()).toEqual(first);
    await finishStarts();
    await cluster.becomesReady();
    expect(await running()).toEqual([...first, 'postgres-replica-1']);
  });

  test('drains take one member of a quorum at a time, and two of three are always ready', async () => {
    const etcd = only(await deploy((chart) => quorumStore(chart, atOnce)));
    await cluster.becomesReady();
    const nodes = (await cluster.pods(etcd)).map((pod) => Field.root(pod).at('spec', 'nodeName').text ?? '');
    expect(new Set(nodes).size).toBe(3);
    await cluster.startSlowly({ 'app.kubernetes.io/name': 'etcd' });
    await cluster.drain(nodes[0] ?? '');
    await expect(cluster.drain(nodes[1] ?? '', 3000)).rejects.toThrow(/disruption budget/);
    expect((await cluster.pods(etcd)).filter(isReady).length).toBeGreaterThanOrEqual(2);
  });

  test('members that are lost with a zone leave a quorum', async () => {
    const etcd = only(await deploy((chart) => quorumStore(chart, atOnce)));
    await cluster.becomesReady();
    await cluster.loseZone('zone-b');
    expect((await cluster.pods(etcd)).filter(isReady)).toHaveLength(2);
  });

  test('a bad image is rolled back without anybody deleting a Pod', async () => {
    const etcd = only(await deploy((chart) => quorumStore(chart, atOnce)));
    await cluster.becomesReady();
    await cluster.crash({ image: 'bad' });
    const template = (label: string | null) => ({ spec: { template: { metadata: { labels: { image: label } } } } });
    await cluster.patch(etcd, 'merge-patch+json', template('bad'));
    await cluster.server.eventually(
      'a Pod crashes',
      () => cluster.pods(etcd),
      (pods) => pods.some((pod) => pod.metadata.labels?.image === 'bad' && isCrashing(pod)),
    );
    expect((await cluster.pods(etcd)).filter(isReady)).toHaveLength(2);
    await cluster.patch(etcd, 'merge-patch+json', template(null));
    await cluster.becomesReady(etcd);
    expect((await cluster.pods(etcd)).every((pod) => pod.metadata.labels?.image === undefined)).toBe(true);
  });

  test('fewer members keep their claims, and those of a cache end with the Pod', async () => {
    const objects = await deploy((chart) => {
      quorumStore(chart, atOnce);
      new EphemeralCache(chart, 'cache', { ...common, replicas: 2 });
    });
    await cluster.becomesReady();
    for (const set of statefulSetsOf(objects)) await cluster.patch(set, 'merge-patch+json', { spec: { replicas: 1 } });
    await cluster.server.eventually(
      'the claim of the cache is gone',
      () => claims(cluster),
      (names) => !names.includes('data-cache-1'),
    );
    expect(await claims(cluster)).toEqual(['data-cache-0', 'data-etcd-0', 'data-etcd-1', 'data-etcd-2']);
    for (const set of statefulSetsOf(objects)) {
      await cluster.patch(set, 'merge-patch+json', { spec: { replicas: 2 } });
      await cluster.server.eventually(
        'two Pods are ready',
        () => cluster.pods(set),
        (pods) => pods.filter(isReady).length === 2,
      );
    }
  });

  test('the server refuses what we say may not be changed, and takes everything else', async () => {
    const etcd = only(await deploy((chart) => quorumStore(chart, atOnce)));
    const template = '/spec/volumeClaimTemplates/0';
    const changes: readonly (readonly [path: string, value: JsonValue])[] = [
      ['/spec/serviceName', 'other'],
      ['/spec/podManagementPolicy', 'OrderedReady'],
      ['/spec/selector/matchLabels', { app: 'other' }],
      [`${template}/metadata/name`, 'other'],
      [`${template}/spec/resources/requests/storage`, '20Gi'],
      [`${template}/spec/accessModes`, ['ReadWriteMany']],
      ['/spec/replicas', 5],
      ['/spec/minReadySeconds', 20],
      ['/spec/updateStrategy', { type: 'OnDelete' }],
      ['/spec/ordinals', { start: 1 }],
      ['/spec/persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Delete', whenScaled: 'Delete' }],
      ['/spec/template/spec/terminationGracePeriodSeconds', 60],
    ];
    for (const [path, value] of changes) {
      const patch = [{ op: 'add', path, value }];
      const changed = JSON.parse(JSON.stringify(etcd)) as Manifest;
      const manifest = JsonPatch.apply(changed, JsonPatch.add(path, value)) as Manifest;
      const previous = new ManifestSet([{ manifest: etcd }]);
      const { findings } = runChecks({
        manifests: [{ manifest }],
        previous,
        cluster: exampleCluster(),
        checks: [noStrandedData],
      });
      const refusal = await cluster.patch(etcd, 'json-patch+json', patch).then(
        () => undefined,
        (error: Error) => error.message,
      );
      expect([path, findings.length > 0]).toEqual([path, refusal !== undefined]);
      if (refusal === undefined) await cluster.patch(etcd, 'merge-patch+json', { spec: etcd.spec });
    }
  });
});
