import { ApiObject } from 'cdk8s';
import { argoCd, ClusterChart, configSync, flux, Port, rancherFleet, WebService, type ClusterScope } from '../../lib';
import { ExternalSecret, SecretStore } from '../../lib/secrets';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { renderUnder, repository } from './example-tree';

/** A service that is scaled, with a Secret that External Secrets fetches from a store of the tree. */
function cart(scope: ClusterScope): void {
  const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  const { ref } = new SecretStore(chart, 'vault', {
    provider: { vault: { server: 'https://vault.example', path: 'shop' } },
  });
  const database = new ExternalSecret(chart, 'database', { store: ref, data: { password: 'shop/database' } });
  new WebService(chart, 'cart', {
    image: 'registry.example/cart:1',
    port: Port.http(8080),
    env: { PASSWORD: database.secret.value('password') },
    resources: { requests: { cpu: '100m', memory: '64Mi' } },
    scaling: { min: 2, max: 4, cpu: 70 },
  });
}

const waveOf = (object: Manifest | undefined) => object?.metadata.annotations?.['argocd.argoproj.io/sync-wave'];

describe('objects that need others of their folder', () => {
  test('are later waves of Argo CD where those must be ready, and never earlier than what they scale', () => {
    const { named } = renderUnder(argoCd({ repository }), cart);
    expect(waveOf(named('SecretStore', 'vault'))).toBeUndefined();
    expect(waveOf(named('ExternalSecret', 'database'))).toBe('1');
    expect(waveOf(named('Deployment', 'cart'))).toBe('2');
    expect(waveOf(named('HorizontalPodAutoscaler', 'cart'))).toBe('2');
    expect(waveOf(named('Service', 'cart'))).toBeUndefined();
  });

  test('take the claims of their pods along, which are bound once a pod is placed and no sooner', () => {
    const { named } = renderUnder(argoCd({ repository }), (scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      const store = { kind: 'ClusterSecretStore', name: 'vault' } as const;
      new ExternalSecret(chart, 'database', { store, data: { password: 'shop/database' } });
      const claim = (name: string) =>
        new ApiObject(chart, name, {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        });
      claim('orders');
      claim('unused');
      const container = {
        name: 'web',
        image: 'registry.example/web:1',
        envFrom: [{ secretRef: { name: 'database' } }],
      };
      new ApiObject(chart, 'web', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: {
            metadata: { labels: { app: 'web' } },
            spec: {
              containers: [container],
              volumes: [{ name: 'orders', persistentVolumeClaim: { claimName: 'orders' } }],
            },
          },
        },
      });
    });
    expect(waveOf(named('Deployment', 'web'))).toBe('1');
    expect(waveOf(named('PersistentVolumeClaim', 'orders'))).toBe('1');
    expect(waveOf(named('PersistentVolumeClaim', 'unused'))).toBeUndefined();
  });

  test('name what they wait for under Config Sync', () => {
    const { named } = renderUnder(configSync({ repository }), cart);
    const key = 'config.kubernetes.io/depends-on';
    expect(named('Deployment', 'cart')?.metadata.annotations?.[key]).toBe(
      'external-secrets.io/namespaces/shop/ExternalSecret/database',
    );
    expect(named('ExternalSecret', 'database')?.metadata.annotations?.[key]).toBe(
      'external-secrets.io/namespaces/shop/SecretStore/vault',
    );
    expect(named('HorizontalPodAutoscaler', 'cart')?.metadata.annotations?.[key]).toBeUndefined();
  });

  test('are tried again by engines that apply a folder at once', () => {
    for (const gitOps of [flux({ repository }), rancherFleet({ repository })])
      expect(renderUnder(gitOps, cart).findings).toEqual([]);
  });

  test('are refused where they wait for each other, with the circle', () => {
    const { findings } = renderUnder(argoCd({ repository }), (scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
      const store = { kind: 'ClusterSecretStore', name: 'vault' } as const;
      const database = new ExternalSecret(chart, 'database', { store, data: { password: 'shop/database' } });
      const web = new WebService(chart, 'web', {
        image: 'registry.example/web:1',
        port: Port.http(8080),
        env: { PASSWORD: database.secret.value('password') },
      });
      database.node.addDependency(web);
    });
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^Forbidden: objects wait for each other in a circle: .*ExternalSecret shop\/database after .*Deployment shop\/web after/,
      ),
    );
  });
});

/** An operator whose webhook must admit its kinds, one of which is in a namespace, and one, perhaps, in none. */
function operator(scope: ClusterScope, { inCluster = false, failurePolicy = 'Fail', comesLast = false } = {}): void {
  const chart = new ClusterChart(scope, 'queues', { namespace: 'queues' });
  new ApiObject(chart, 'webhook', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'webhook' },
    spec: {
      selector: { matchLabels: { app: 'webhook' } },
      template: {
        metadata: { labels: { app: 'webhook' } },
        spec: { containers: [{ name: 'webhook', image: 'registry.example/webhook:1' }] },
      },
    },
  });
  new ApiObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'webhook' },
    spec: { selector: { app: 'webhook' }, ports: [{ port: 8443 }] },
  });
  const group = 'acme.example';
  const definition = (plural: string, kind: string, of: string): void => {
    new ApiObject(chart, plural, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: of,
        names: { kind, plural, singular: kind.toLowerCase() },
        versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
      },
    });
  };
  definition('queues', 'Queue', 'Namespaced');
  definition('brokers', 'Broker', 'Cluster');
  new ApiObject(chart, 'admission', {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'queues' },
    webhooks: [
      {
        name: 'queues.acme.example',
        failurePolicy,
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { name: 'webhook', namespace: 'queues', port: 8443 } },
        rules: [{ apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE'], resources: ['queues', 'brokers'] }],
      },
    ],
  });
  const shop = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  new ApiObject(shop, 'orders', { apiVersion: `${group}/v1`, kind: 'Queue', metadata: { name: 'orders' } });
  if (comesLast) {
    const last = new ClusterChart(scope, 'last', { namespace: 'queues' });
    new ApiObject(last, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
    last.addDependency(shop);
  }
  if (inCluster) new ApiObject(shop, 'main', { apiVersion: `${group}/v1`, kind: 'Broker', metadata: { name: 'main' } });
}

describe('folders whose objects a webhook of another one must admit', () => {
  test('are synced after it, though nobody declared it', () => {
    const { named } = renderUnder(flux({ repository }), (scope) => operator(scope, { failurePolicy: 'Ignore' }));
    expect(named('Kustomization', 'prod-euw1-shop')?.spec).toMatchObject({
      dependsOn: [{ name: 'prod-euw1--cluster' }],
    });
  });

  test('are in a folder of their own behind it where they have no namespace', () => {
    const inCluster = (scope: ClusterScope) => operator(scope, { inCluster: true });
    for (const [gitOps, kind] of [
      [argoCd({ repository }), 'Application'],
      [flux({ repository }), 'Kustomization'],
    ] as const) {
      const { findings, named } = renderUnder(gitOps, inCluster);
      expect(findings).toEqual([]);
      const [later, before] = [named(kind, 'prod-euw1--configuration'), named(kind, 'prod-euw1-queues')];
      if (kind === 'Application') expect([waveOf(before), waveOf(later)]).toEqual(['1', '2']);
      else
        expect(later?.spec).toMatchObject({
          dependsOn: [{ name: 'prod-euw1--cluster' }, { name: 'prod-euw1-queues' }],
        });
    }
  });

  test('are refused where the webhook would answer too late, with the circle and its reason', () => {
    for (const gitOps of [argoCd({ repository }), flux({ repository }), rancherFleet({ repository })]) {
      const messages = renderUnder(gitOps, (scope) => operator(scope, { comesLast: true })).findings.map(
        ({ message }) => message,
      );
      expect(messages).toEqual([
        'Forbidden: folders wait for each other in a circle: prod-euw1-queues after prod-euw1-shop after prod-euw1-queues ' +
          '(Queue shop/orders needs Deployment queues/webhook)',
      ]);
    }
  });

  test('are applied side by side by Config Sync, which tries again', () => {
    const { findings } = renderUnder(configSync({ repository }), (scope) => operator(scope, { inCluster: true }));
    expect(findings).toEqual([]);
  });
});

test('Config Sync refuses an order of folders that it does not have', () => {
  const { findings } = renderUnder(configSync({ repository }), (scope) => {
    const [one, other] = ['one', 'other'].map((name) => {
      const chart = new ClusterChart(scope, name, { namespace: name });
      new ApiObject(chart, 'settings', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } });
      return chart;
    });
    if (one !== undefined && other !== undefined) one.addDependency(other);
  });
  expect(findings).toMatchObject([
    {
      id: 'valid-sync-order',
      message:
        'Forbidden: config-sync syncs folders side by side, and addDependency wants prod-euw1-one after prod-euw1-other',
    },
  ]);
});
