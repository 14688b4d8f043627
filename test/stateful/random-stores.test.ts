import { Duration, Size } from 'cdk8s';
import fc from 'fast-check';
import {
  ClusterChart,
  EphemeralCache,
  Environment,
  MessageBroker,
  Port,
  PrimaryReplicaStore,
  QuorumStore,
  ShardedStore,
  SingletonStore,
  StatefulService,
  VolumeSnapshots,
  istio,
  kubernetesVersions,
  linkerd,
  type StoreOptions,
  type StoreProps,
} from '../../lib';
import { exampleFleet } from '../example-fleet';

const meshes = [undefined, istio({ mode: 'sidecar', version: '1.30' }), linkerd({ version: '2.20' })];
const flag = fc.boolean();

/** Props as users combine them. */
const props = fc
  .record({
    volumes: fc.subarray(['data', 'wal']),
    isManaged: flag,
    peers: flag,
    ordinal: fc.integer({ min: 0, max: 3 }),
    onDelete: flag,
    partition: fc.integer({ min: 0, max: 2 }),
    retain: flag,
    metrics: flag,
    podServices: flag,
  })
  .map(({ volumes, isManaged, peers, ordinal, onDelete, partition, retain, metrics, podServices }): StoreProps => {
    const claims = Object.fromEntries(
      volumes.map((name) => [name, { size: Size.gibibytes(5), mountPath: `/${name}`, storageClassName: 'fast' }]),
    );
    const all: StoreOptions = {
      image: 'registry.example/store:1.0.0',
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      ports: [Port.tcp(5000, { name: 'client' }), ...(metrics ? [Port.http(9000, { name: 'metrics' })] : [])],
      ...(metrics ? { metrics: { port: 'metrics' } } : {}),
      ...(peers ? { peerPorts: [Port.tcp(6000, { name: 'peer' })] } : {}),
      ...(volumes.length === 0 ? {} : { fsGroup: 1000 }),
      firstOrdinal: ordinal,
      updateStrategy: onDelete ? { type: 'OnDelete' } : { type: 'RollingUpdate', partition },
      persistentVolumeClaimRetentionPolicy: retain ? { whenScaled: 'Retain' } : {},
      terminationGracePeriod: Duration.seconds(40),
      ...(podServices ? { podServices: { type: 'ClusterIP' } } : {}),
    };
    if (volumes.length === 0) return all;
    return isManaged
      ? { ...all, claims: 'managed', volumeClaimTemplates: claims }
      : { ...all, volumeClaimTemplates: claims };
  });

const patterns = ['stateful', 'quorum', 'primary', 'sharded', 'broker', 'singleton', 'cache'] as const;

test('whatever users combine, a store of each pattern passes all checks on every version and mesh that knows ports', () => {
  const input = fc.record({
    props,
    pattern: fc.constantFrom(...patterns),
    version: fc.constantFrom(...kubernetesVersions),
    mesh: fc.constantFrom(...meshes),
    isProduction: flag,
    zones: fc.subarray(['a', 'b', 'c']),
  });
  fc.assert(
    fc.property(input, ({ props: all, pattern, version, mesh, isProduction, zones }) => {
      const fleet = exampleFleet(
        (cluster) => {
          const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
          declare(chart, pattern, all);
        },
        {
          kubernetesVersion: version,
          environment: new Environment('any', { tier: isProduction ? 'production' : 'non-production' }),
          region: 'eu',
          zones,
          storageClasses: [{ name: 'fast', volumeBindingMode: 'WaitForFirstConsumer' }],
          network: { apiServer: { cidrs: ['10.0.0.1/32'], port: 443 } },
          ...(mesh === undefined ? {} : { mesh }),
        },
      );
      const { findings } = fleet.check('test');
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

function declare(chart: ClusterChart, pattern: (typeof patterns)[number], all: StoreProps): void {
  const peerPorts = [Port.tcp(6000, { name: 'peer' })];
  const { peerPorts: _, ...alone } = all;
  switch (pattern) {
    case 'stateful':
      new StatefulService(chart, 'store', { ...all, replicas: 2, podManagementPolicy: 'OrderedReady' });
      return;
    case 'quorum': {
      const { updateStrategy: _strategy, ...rest } = all;
      const store = new QuorumStore(chart, 'store', { ...rest, peerPorts, replicas: 3 });
      if (store.members.claims().length > 0)
        new VolumeSnapshots(chart, 'copies', {
          store,
          schedule: '0 1 * * *',
          keep: 3,
          image: 'registry.example/kubectl:1',
        });
      return;
    }
    case 'primary':
      new PrimaryReplicaStore(chart, 'store', { ...all, replicas: 2 });
      return;
    case 'sharded':
      new ShardedStore(chart, 'store', { ...all, shards: 2, replicas: 2 });
      return;
    case 'broker':
      new MessageBroker(chart, 'store', { ...all, peerPorts, replicas: 3 });
      return;
    case 'singleton':
      new SingletonStore(chart, 'store', alone);
      return;
    case 'cache':
      new EphemeralCache(chart, 'store', { ...all, replicas: 2 });
  }
}
