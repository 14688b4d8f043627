import { acmeOperator } from '../../../apps/acme-operator/fleet';
import { webAppComposition } from '../../../apps/acme-operator/web-app';
import { Field } from '../../../lib/manifest/objects/field';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { serveHooks, type HookServer } from '../../../lib/operators/runtime/hook-server';
import { formatYaml } from '../../../lib/synth/yaml/format-yaml';
import { announcedServers } from '../../control-plane/announced-servers';
import { definitionGroups } from '../../control-plane/definitions/definition-groups';
import { describeCluster } from '../describe-cluster';
import { CompositeController, lastApplied } from './composite-controller';
import { WebhookServer } from './webhook-server';

const storefront = {
  apiVersion: 'platform.acme.example/v1',
  kind: 'WebApp',
  metadata: { name: 'storefront', namespace: 'shop' },
  spec: { image: 'registry.example/storefront:3.1.0', team: 'shop' },
};
const cart = {
  ...storefront,
  apiVersion: 'platform.acme.example/v1beta1',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { image: 'registry.example/cart:1.4.2', team: 'shop', instances: 3 },
};

const children = [
  ['v1', 'services'],
  ['v1', 'serviceaccounts'],
  ['apps/v1', 'deployments'],
  ['policy/v1', 'poddisruptionbudgets'],
  ['networking.k8s.io/v1', 'networkpolicies'],
];

function compositeController(port: number): Manifest {
  const webhook = (path: string) => ({ webhook: { url: `http://127.0.0.1:${port}${path}`, timeout: '10s' } });
  return {
    apiVersion: 'metacontroller.k8s.io/v1alpha1',
    kind: 'CompositeController',
    metadata: { name: 'web-apps' },
    spec: {
      generateSelector: true,
      parentResource: { apiVersion: 'platform.acme.example/v1', resource: 'webapps' },
      childResources: children.map(([apiVersion = '', resource = '']) => ({
        apiVersion,
        resource,
        updateStrategy: { method: 'InPlace' },
      })),
      hooks: { sync: webhook('/sync'), finalize: webhook('/finalize') },
    },
  };
}

/** What the operator's program answers about conversion: the number of pods is at the top in the older version. */
function convert(object: Manifest, to: string): Manifest {
  const spec = Field.root(object).at('spec');
  const { replicas: _, instances: __, ...others } = spec.map ?? {};
  const older = spec.at('instances').number ?? 2;
  const newer = { replicas: { min: older, max: Math.max(older, 10) } };
  const counted = to.endsWith('/v1') ? newer : { instances: spec.at('replicas', 'min').number ?? 2 };
  return { ...object, apiVersion: to, spec: { ...others, ...counted } };
}

function bytesOf(manifests: readonly Manifest[]): readonly string[] {
  return manifests.map(formatYaml).sort();
}

const metacontroller = definitionGroups().filter(({ name }) => name === 'metacontroller');

if (metacontroller.length === 0) test.todo('the operator of acme needs the definitions of metacontroller');
else
  describeCluster('the operator of acme', (cluster) => {
    let hooks: HookServer;
    let webhooks: WebhookServer;
    let controller: CompositeController;

    beforeEach(async () => {
      const server = announcedServers().find(({ version }) => version === cluster.version);
      if (server?.certificate === undefined) throw new Error(`no server of ${cluster.version} shares its certificate`);
      await cluster.define(metacontroller);
      hooks = await serveHooks({ composers: [webAppComposition] });
      webhooks = await WebhookServer.start(server.certificate, {
        refuse: ({ spec }) =>
          JSON.stringify(spec).includes('registry.example/') ? undefined : 'images come from registry.example',
        convert,
      });
      const { manifests } = acmeOperator.render('prod-euw1');
      const own = manifests
        .map(({ manifest }) => manifest)
        .filter(({ kind }) => ['CustomResourceDefinition', 'ValidatingWebhookConfiguration'].includes(kind))
        .map((manifest) => webhooks.serves(manifest));
      const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
      await cluster.apply({
        objects: [shop, ...own].map((manifest) => ({ manifest, text: JSON.stringify(manifest) })),
      });
      controller = await CompositeController.start(cluster, compositeController(hooks.port));
    });

    afterEach(async () => {
      await hooks.close();
      // Once the definition is gone, the garbage collector cannot tell whether an owner is.
      for (const object of await owned()) await cluster.remove(object);
      await cluster.clear();
      await webhooks.stop();
    });

    async function owned(): Promise<readonly Manifest[]> {
      const lists = await Promise.all(
        ['Service', 'ServiceAccount']
          .map((kind) => cluster.list('v1', kind, 'shop'))
          .concat([
            cluster.list('apps/v1', 'Deployment', 'shop'),
            cluster.list('policy/v1', 'PodDisruptionBudget', 'shop'),
            cluster.list('networking.k8s.io/v1', 'NetworkPolicy', 'shop'),
          ]),
      );
      return lists.flat().filter(({ metadata }) => metadata.annotations?.[lastApplied] !== undefined);
    }

    /** What the hook was understood to want: as it is kept on each child. */
    async function wanted(): Promise<readonly Manifest[]> {
      const kept = (await owned()).map(({ metadata }): unknown =>
        JSON.parse(metadata.annotations?.[lastApplied] ?? ''),
      );
      return kept.filter(isManifest);
    }

    test('has its objects served by the hook, byte for byte what a program makes of them, and cleans up after them', async () => {
      await cluster.create(storefront);
      expect(await controller.reconcile()).toEqual([]);
      const { manifests } = webAppComposition.compose(storefront);
      expect(manifests.length).toBeGreaterThan(3);
      expect(bytesOf(await wanted())).toEqual(bytesOf(manifests));
      await cluster.addNodes();
      await cluster.becomesReady(manifests.find(({ kind }) => kind === 'Deployment'));

      expect(await controller.reconcile()).toEqual([]);
      expect(Field.root(await cluster.get(storefront)).at('status', 'ready').number).toBe(1);

      await cluster.server.client.request(
        'DELETE',
        '/apis/platform.acme.example/v1/namespaces/shop/webapps/storefront',
      );
      await controller.reconcile();
      await cluster.server.eventually('nothing is left of it', async () => {
        await controller.reconcile();
        return (await owned()).length === 0 && (await cluster.list(storefront.apiVersion, 'WebApp')).length === 0;
      });
    });

    test('changes its objects in place, and takes away what is not wanted any more', async () => {
      await cluster.create(storefront);
      await controller.reconcile();
      const before = await owned();
      const one = { min: 1, max: 1 };
      await cluster.patch(storefront, 'merge-patch+json', { spec: { port: 9090, replicas: one } });
      expect(await controller.reconcile()).toEqual([]);
      const stored = await cluster.get(storefront);
      expect(bytesOf(await wanted())).toEqual(bytesOf(webAppComposition.compose(stored).manifests));
      const kept = before.filter(({ kind }) => kind !== 'PodDisruptionBudget');
      expect(kept).toHaveLength(before.length - 1);
      expect(new Set((await owned()).map(({ metadata }) => metadata.uid))).toEqual(
        new Set(kept.map(({ metadata }) => metadata.uid)),
      );
    });

    test('serves an object of its older version as one of the newer, by its webhook and by the composition alike', async () => {
      await cluster.create(cart);
      const stored = await cluster.get({ ...cart, apiVersion: storefront.apiVersion });
      expect(stored.spec).toMatchObject({ replicas: { min: 3, max: 10 } });
      expect(await controller.reconcile()).toEqual([]);
      expect(bytesOf(await wanted())).toEqual(bytesOf(webAppComposition.compose(cart).manifests));
    });

    test('is asked before an object is stored, and refuses it', async () => {
      const foreign = { ...storefront, spec: { ...storefront.spec, image: 'docker.io/storefront:1' } };
      await expect(cluster.create(foreign)).rejects.toThrow('images come from registry.example');
      await expect(cluster.create({ ...storefront, spec: { team: 'shop' } })).rejects.toThrow('spec.image');
    });
  });
