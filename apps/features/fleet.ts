import { JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Cluster, ClusterChart, Config, Environment, Fleet, Port, Settings, WebService, Workload } from '../../lib';

const dev = new Environment('dev');
const prod = new Environment('prod', { tier: 'production' });
const nginx = {
  className: 'nginx',
  api: 'Ingress',
  namespace: 'ingress-nginx',
  podLabels: { 'app.kubernetes.io/name': 'ingress-nginx' },
} as const;
const network = { ingressControllers: [nginx] };
const clusters = [
  new Cluster('dev-euw1', { environment: dev, kubernetesVersion: '1.33', network }),
  new Cluster('prod-euw1', { environment: prod, kubernetesVersion: '1.33', network }),
];

interface ShopSettings {
  readonly replicas: number;
  readonly images: { readonly web: string; readonly legacy: string };
}

/** Base, environment, region, cluster: objects merge, the last layer wins, and a name that the fleet lacks throws. */
export const settings = new Settings<ShopSettings>(
  {
    base: { replicas: 1, images: { web: 'registry.example/web:1.5.0', legacy: 'registry.example/legacy:7.1' } },
    environments: { prod: { replicas: 3 } },
    clusters: { 'prod-euw1': { images: { web: 'registry.example/web:1.4.2' } } },
  },
  clusters,
);

export const features = new Fleet({ name: 'features', clusters }).deploy((cluster) => {
  const { replicas, images } = settings.for(cluster);
  const shop = new ClusterChart(cluster, 'shop', { namespace: 'shop' });

  // A change of the file changes a hash on the pods, and so rolls them.
  const banner = new Config(shop, 'banner', { data: { 'banner.txt': 'Welcome' } });
  const web = new WebService(shop, 'web', {
    image: images.web,
    port: Port.http(8080),
    replicas,
    config: [banner.mount('/etc/banner')],
  });
  // An Ingress or a route, and a network policy that lets exactly this controller in.
  web.expose({ hosts: ['shop.example'], className: 'nginx' });

  // What cdk8s-plus made takes part like a blueprint.
  const legacy = new kplus.Deployment(shop, 'legacy', { containers: [{ image: images.legacy, portNumber: 9000 }] });
  web.connections.allowTo(Workload.from(legacy, { ports: [Port.http(9000)] }));

  // Any object can be changed before it is checked; a patch that finds none stops the synth.
  shop.patch({ kind: 'Service', name: 'web' }, JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));
});
