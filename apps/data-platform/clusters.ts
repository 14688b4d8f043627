import {
  Cluster,
  Environment,
  flux,
  istio,
  type ClusterProps,
  type OperatorFacts,
  type StorageClassFacts,
} from '../../lib';

const dev = new Environment('dev');
const prod = new Environment('prod', { tier: 'production' });

/** Volumes of the provider, made in the zone of the Pod that mounts them. */
const storageClasses: readonly StorageClassFacts[] = [
  { name: 'gp3', default: true, volumeBindingMode: 'WaitForFirstConsumer', allowVolumeExpansion: true },
  {
    name: 'gp3-retain',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    reclaimPolicy: 'Retain',
  },
];

/** What the platform team puts into every cluster: storage, passwords, monitoring. */
const platform = {
  region: 'eu-west-1',
  gitOps: flux({
    repository: { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist/data-platform' },
  }),
  storageClasses,
  externalObjects: [
    { group: 'external-secrets.io', kind: 'ClusterSecretStore', name: 'platform' },
    { group: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshotClass', name: 'ebs' },
  ],
  network: {
    apiServer: { cidrs: ['172.20.0.1/32'], port: 443 },
    monitoring: {
      namespace: 'monitoring',
      podLabels: { 'app.kubernetes.io/name': 'prometheus' },
      mesh: { serviceAccountName: 'prometheus' },
    },
  },
} as const satisfies Partial<ClusterProps>;

/** Operators of databases and of Elasticsearch, as their own manifests install them. */
const operators: readonly OperatorFacts[] = [
  {
    product: 'cloudnative-pg',
    version: '1.30',
    namespace: 'cnpg-system',
    podLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' },
  },
  {
    product: 'eck',
    version: '3.5',
    namespace: 'elastic-system',
    podLabels: { 'control-plane': 'elastic-operator' },
  },
];

/** One cluster to try things, in one zone; one that the company works with, in three, where a mesh encrypts. */
export const clusters = [
  new Cluster('dev-euw1', { ...platform, environment: dev, zones: ['eu-west-1a'], kubernetesVersion: '1.36' }),
  new Cluster('prod-euw1', {
    ...platform,
    environment: prod,
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    kubernetesVersion: '1.34',
    mesh: istio({ version: '1.30' }),
    operators,
  }),
];
