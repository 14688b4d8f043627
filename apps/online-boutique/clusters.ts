import {
  argoCd,
  argoRollouts,
  Cluster,
  Environment,
  istio,
  linkerd,
  type ExternalObject,
  type IngressControllerFacts,
  type NodePool,
} from '../../lib';

const dev = new Environment('dev');
const staging = new Environment('staging');
export const prod = new Environment('prod', { tier: 'production' });

/** ingress-nginx, as its manifests install it. */
const nginx = {
  api: 'Ingress',
  className: 'nginx',
  namespace: 'ingress-nginx',
  podLabels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
  mesh: { serviceAccountName: 'ingress-nginx' },
} as const satisfies IngressControllerFacts;

/** What the platform team puts into the clusters: the ingress controller's class, and the shop's certificate. */
const externalObjects: readonly ExternalObject[] = [
  { group: 'networking.k8s.io', kind: 'IngressClass', name: 'nginx' },
  { kind: 'Secret', namespace: 'boutique', name: 'shop-certificate' },
];

/** The trees are committed in this folder of the platform's repository, and Argo CD in each cluster syncs its own. */
const gitOps = argoCd({
  repository: { url: 'https://github.com/acme/platform', revision: 'main', path: 'dist/online-boutique' },
});

/** Nodes of eight cores, in every zone: what their kubelets leave to pods, and what the provider runs on each. */
const general = (maximum: number): NodePool => ({
  name: 'general',
  labels: { 'example.com/pool': 'general' },
  allocatable: { cpu: '7910m', memory: '28Gi', pods: '58' },
  daemonSetOverhead: { cpu: '250m', memory: '512Mi', pods: '4' },
  maximum,
});

/** kube-prometheus-stack, as its chart installs it under the name `metrics`. */
const monitoring = { product: 'prometheus-operator', labels: { release: 'metrics' } } as const;
const prometheus = { namespace: 'monitoring', podLabels: { 'app.kubernetes.io/name': 'prometheus' } };

/** The OpenFeature operator, as its chart installs it. */
const openFeature = { version: '0.9' };

const zonesOf = (region: string) => ['a', 'b', 'c'].map((zone) => `${region}${zone}`);

/** The clusters that the shop runs in, oldest Kubernetes to newest. */
export const clusters = [
  new Cluster('dev-euw1', {
    environment: dev,
    region: 'eu-west-1',
    kubernetesVersion: '1.36',
    cni: 'kindnet',
  }),
  new Cluster('staging-euw1', {
    environment: staging,
    region: 'eu-west-1',
    zones: zonesOf('eu-west-1'),
    nodePools: [general(3)],
    kubernetesVersion: '1.36',
    mesh: istio({ version: '1.30' }),
    network: { ingressControllers: [nginx] },
    gitOps,
    externalObjects,
  }),
  new Cluster('prod-euw1', {
    environment: prod,
    region: 'eu-west-1',
    zones: zonesOf('eu-west-1'),
    nodePools: [general(9)],
    kubernetesVersion: '1.32',
    mesh: istio({ version: '1.30' }),
    openFeature,
    autoscalers: {
      keda: { version: '2.20', mesh: { serviceAccountName: 'keda-operator' } },
      verticalPodAutoscaler: { version: '1.7' },
    },
    delivery: argoRollouts({ version: '1.9' }),
    network: { ingressControllers: [nginx], monitoring: prometheus },
    monitoring,
    gitOps,
    externalObjects,
  }),
  new Cluster('prod-use1', {
    environment: prod,
    region: 'us-east-1',
    zones: zonesOf('us-east-1'),
    nodePools: [general(9)],
    kubernetesVersion: '1.30',
    cni: 'cilium',
    openFeature,
    mesh: istio({ mode: 'ambient', version: '1.30' }),
    gatewayApi: { version: '1.5', channel: 'experimental' },
    delivery: argoRollouts({ version: '1.9' }),
    network: { ingressControllers: [nginx] },
    gitOps,
    externalObjects,
  }),
  new Cluster('prod-apse1', {
    environment: prod,
    region: 'ap-southeast-1',
    zones: zonesOf('ap-southeast-1'),
    nodePools: [general(9)],
    kubernetesVersion: '1.28',
    cni: 'calico',
    openFeature,
    mesh: linkerd({ version: '2.20' }),
    gatewayApi: { version: '1.5', channel: 'standard' },
    network: { ingressControllers: [nginx], monitoring: prometheus },
    monitoring,
    gitOps,
    externalObjects,
  }),
];
