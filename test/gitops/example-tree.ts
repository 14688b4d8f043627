import { ApiObject } from 'cdk8s';
import {
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  Port,
  WebService,
  type ClusterScope,
  type GitOpsFacts,
} from '../../lib';
import type { Manifest } from '../../lib/manifest/objects/manifest';

export const repository = { url: 'https://git.example/platform', revision: 'main', path: 'dist' } as const;

/** A shop that leaves its replicas to an autoscaler, with a claim that holds data. */
export function deployShop(scope: ClusterScope): void {
  const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  new WebService(chart, 'cart', { image: 'registry.example/cart:1', port: Port.http(8080) });
  new ApiObject(chart, 'orders', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  });
}

export function fleetOf(gitOps: GitOpsFacts, deploy = deployShop): Fleet {
  const cluster = new Cluster('prod-euw1', {
    environment: new Environment('prod', { tier: 'production' }),
    kubernetesVersion: '1.33',
    gitOps,
  });
  return new Fleet({ clusters: [cluster] }).deploy(deploy);
}

/** The objects of the shop's tree under an engine, by kind, and by kind and name. */
export function renderUnder(gitOps: GitOpsFacts, deploy = deployShop) {
  const { manifests, findings } = fleetOf(gitOps, deploy).render('prod-euw1');
  const objects = manifests.map(({ manifest }) => manifest);
  return {
    findings,
    ofKind: (kind: string): readonly Manifest[] => objects.filter((object) => object.kind === kind),
    named: (kind: string, name: string): Manifest | undefined =>
      objects.find((object) => object.kind === kind && object.metadata.name === name),
  };
}
