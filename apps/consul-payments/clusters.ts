import { Cluster, configSync, consul, Environment, type ClusterProps, type IngressControllerFacts } from '../../lib';

const dev = new Environment('dev');
const prod = new Environment('prod', { tier: 'production' });

/** Consul's own API gateway, a service of the mesh: its requests arrive encrypted, and by name. */
const apiGateway = {
  api: 'Gateway',
  className: 'consul',
  gateway: { namespace: 'consul', name: 'api-gateway' },
  namespace: 'consul',
  podLabels: { component: 'api-gateway', 'gateway.consul.hashicorp.com/name': 'api-gateway' },
  mesh: { serviceAccountName: 'api-gateway' },
} as const satisfies IngressControllerFacts;

const zipkin = {
  host: 'zipkin.observability.svc.cluster.local',
  port: 9411,
  pods: { namespace: 'observability', podLabels: { app: 'zipkin' }, port: 9411 },
};

/** What the platform team's installation of Consul brings to every cluster. */
const platform = {
  region: 'eu-west-1',
  gitOps: configSync({
    repository: { url: 'https://github.com/acme/payments', revision: 'main', path: 'dist/consul-payments' },
    auth: 'token',
    secretName: 'git-credentials',
  }),
  cni: 'cilium',
  gatewayApi: { version: '1.5', channel: 'standard' },
  mesh: consul({ version: '2.0', terminatingGateway: 'terminating-gateway', collectors: { zipkin } }),
  externalObjects: [
    { kind: 'Namespace', name: 'consul' },
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'consul', name: 'api-gateway' },
  ],
  network: {
    ingressControllers: [apiGateway],
    monitoring: { namespace: 'observability', podLabels: { 'app.kubernetes.io/name': 'prometheus' } },
  },
} as const satisfies Partial<ClusterProps>;

/** One cluster to try things, one that customers pay through. */
export const clusters = [
  new Cluster('dev-euw1', { ...platform, environment: dev, kubernetesVersion: '1.34' }),
  new Cluster('prod-euw1', {
    ...platform,
    environment: prod,
    zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    kubernetesVersion: '1.33',
  }),
];
