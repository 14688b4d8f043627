import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster, Port, QuorumStore, VolumeSnapshots } from '../../lib';
import { podName } from './scratch';
import { volume, type DataSettings } from './settings';

/** etcd, for what services agree on: leaders, locks, configuration. */
export function addEtcd(scope: Construct, settings: DataSettings): QuorumStore {
  const { dnsDomain } = Cluster.of(scope);
  const name = 'etcd';
  const domain = `${name}-peers.data.svc.${dnsDomain}`;
  const members = [0, 1, 2].map((ordinal) => `${name}-${ordinal}`);
  const etcd = new QuorumStore(scope, name, {
    image: 'quay.io/coreos/etcd:v3.6.7',
    replicas: 3,
    ports: [Port.tcp(2379, { name: 'client' }), Port.http(2381, { name: 'metrics' })],
    peerPorts: [Port.tcp(2380, { name: 'peer' })],
    metrics: { port: 'metrics' },
    command: ['/usr/local/bin/etcd'],
    env: { POD_NAME: podName },
    args: [
      '--name=$(POD_NAME)',
      '--data-dir=/var/lib/etcd/data',
      '--listen-client-urls=http://0.0.0.0:2379',
      `--advertise-client-urls=http://$(POD_NAME).${domain}:2379`,
      '--listen-peer-urls=http://0.0.0.0:2380',
      `--initial-advertise-peer-urls=http://$(POD_NAME).${domain}:2380`,
      `--initial-cluster=${members.map((member) => `${member}=http://${member}.${domain}:2380`).join(',')}`,
      '--initial-cluster-token=data-platform',
      '--initial-cluster-state=new',
      '--listen-metrics-urls=http://0.0.0.0:2381',
      '--auto-compaction-mode=periodic',
      '--auto-compaction-retention=8h',
      '--quota-backend-bytes=2147483648',
    ],
    resources: { requests: { cpu: '250m', memory: '512Mi' }, limits: { memory: '512Mi' } },
    probes: {
      // A member that replays its log, or that copies the others' data, takes a while.
      startup: { httpGet: { path: '/livez', port: 2381 }, period: Duration.seconds(10), failureThreshold: 60 },
      readiness: { httpGet: { path: '/readyz', port: 2381 }, period: Duration.seconds(5) },
      // Of the member alone: without a quorum it lives on.
      liveness: { httpGet: { path: '/livez', port: 2381 }, period: Duration.seconds(15), failureThreshold: 4 },
    },
    podSecurityContext: { runAsUser: 1000, runAsGroup: 1000 },
    fsGroup: 1000,
    terminationGracePeriod: Duration.seconds(60),
    volumeClaimTemplates: { data: volume(settings, '/var/lib/etcd') },
  });
  new VolumeSnapshots(scope, 'etcd-snapshots', {
    store: etcd,
    schedule: '15 */6 * * *',
    keep: 8,
    volumeSnapshotClassName: 'ebs',
    image: 'docker.io/alpine/k8s:1.34.1',
    runAsUser: 1000,
    resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
  });
  return etcd;
}
