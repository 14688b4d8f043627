import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ApiObject } from 'cdk8s';
import {
  argoCd,
  Cluster,
  ClusterChart,
  Config,
  Environment,
  Fleet,
  flux,
  Port,
  WebService,
  type GitOpsFacts,
} from '../../lib';
import {
  ImagePolicy,
  ImageUpdateAutomation,
  type ImagePolicyProps,
  type ImageUpdateAutomationProps,
} from '../../lib/promotion';
import { formatWithSetters } from '../../lib/synth/yaml/format-with-setters';
import { synthesized } from '../gitops/synthesized';

const repository = { url: 'https://git.example/platform', revision: 'main', path: 'dist' } as const;
const author = { name: 'flux', email: 'flux@acme.example' };

function shop(
  gitOps: GitOpsFacts,
  { outdir, policy = {}, automation = {} }: { outdir?: string; policy?: object; automation?: object } = {},
): Fleet {
  const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.34', gitOps });
  return new Fleet({ clusters: [cluster], report: false, ...(outdir === undefined ? {} : { outdir }) }).deploy(
    (scope) => {
      const chart = new ClusterChart(scope, 'shop', { namespace: { name: 'shop', podSecurity: 'privileged' } });
      const image: ImagePolicyProps = { image: 'registry.example:5000/cart', semver: '1.x', ...policy };
      new ImagePolicy(chart, 'cart-image', image);
      const update: ImageUpdateAutomationProps = { author, ...automation };
      new ImageUpdateAutomation(chart, 'images', update);
      new WebService(chart, 'cart', { image: 'registry.example:5000/cart:1.4.2', port: Port.http(8080) });
      new WebService(chart, 'ads', { image: 'registry.example:5000/cart-ads:1.4.2', port: Port.http(8080) });
      new Config(chart, 'notes', { data: { text: 'image: registry.example:5000/cart:1.4.2' } });
      new ApiObject(chart, 'twice', {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        spec: {
          schedule: '0 0 * * *',
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  restartPolicy: 'Never',
                  initContainers: [{ name: 'a', image: 'registry.example:5000/cart:1.4.2' }],
                  containers: [{ name: 'b', image: `registry.example:5000/cart:1.4.2@sha256:${'0'.repeat(64)}` }],
                },
              },
            },
          },
        },
      });
    },
  );
}

describe('an image policy', () => {
  test('is known by a comment behind each container that has the image, and nowhere else', () => {
    const tree = synthesized((outdir) => shop(flux({ repository }), { outdir }));
    try {
      const text = (name: string) => readFileSync(join(tree.outdir, 'dev/dev-1/shop', name), 'utf8');
      const setter = '# {"$imagepolicy": "shop:cart-image"}';
      expect(text('deployment.cart.k8s.yaml')).toContain(`image: registry.example:5000/cart:1.4.2 ${setter}\n`);
      expect(text('cronjob.twice.k8s.yaml').split(setter)).toHaveLength(3);
      for (const other of ['deployment.ads', 'configmap.notes', 'imagerepository.cart-image'])
        expect(text(`${other}.k8s.yaml`)).not.toContain('imagepolicy"');
      const again = synthesized((outdir) => shop(flux({ repository }), { outdir }), tree.outdir);
      expect(again.files).toEqual(tree.files);
      expect(text('deployment.cart.k8s.yaml')).toContain(setter);
    } finally {
      tree.remove();
    }
  });

  test('changes nothing that a parser reads', () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'image-place-0.' },
      spec: {
        containers: [
          { name: 'a', image: '12:30' },
          { name: 'b', image: 'x:1' },
        ],
      },
    };
    const policies = new Map([['12', ['a:b']]]);
    const text = formatWithSetters(manifest, policies);
    expect(parse(text)).toEqual(manifest);
    expect(text.match(/imagepolicy/g)).toHaveLength(1);
  });

  test('has the repository whose tags it chooses from', () => {
    const objects = shop(flux({ repository }))
      .render('dev-1')
      .manifests.map(({ manifest }) => manifest);
    const spec = (kind: string) => objects.find((each) => each.kind === kind)?.spec;
    expect(spec('ImageRepository')).toEqual({ image: 'registry.example:5000/cart', interval: '5m' });
    expect(spec('ImagePolicy')).toEqual({
      imageRepositoryRef: { name: 'cart-image' },
      policy: { semver: { range: '1.x' } },
    });
    expect(spec('ImageUpdateAutomation')).toEqual({
      interval: '30m',
      sourceRef: { kind: 'GitRepository', name: 'dev-1--sync' },
      git: { checkout: { ref: { branch: 'main' } }, commit: { author }, push: { branch: 'main' } },
      update: { path: './dist/dev/dev-1', strategy: 'Setters' },
    });
  });

  test('pushes to a branch of its own for a pull request', () => {
    const { manifests } = shop(flux({ repository }), { automation: { branch: 'images', path: 'images' } }).render(
      'dev-1',
    );
    const found = manifests.find(({ manifest }) => manifest.kind === 'ImageUpdateAutomation');
    expect(found?.manifest.spec).toMatchObject({ git: { push: { branch: 'images' } }, update: { path: './images' } });
  });
});

test.each<[string, object, RegExp]>([
  [
    'with a tag',
    { policy: { image: 'registry.example/cart:1' } },
    /image[^]*without tag and digest[^]*"registry\.example\/cart"/,
  ],
  ['that is no image', { policy: { image: 'Cart!' } }, /Invalid value: "Cart!"/],
  ['with two rules', { policy: { numerical: 'asc' } }, /semver and numerical exclude each other/],
  ['without a rule', { policy: { semver: undefined } }, /one of semver, numerical, alphabetical/],
  ['with an unknown order', { policy: { semver: undefined, numerical: 'up' } }, /numerical[^]*asc, desc/],
  ['whose updates have no address', { automation: { author: { name: 'a', email: 'b' } } }, /author\.email/],
])('an image policy %s is refused', (_, props, message) => {
  expect(() => shop(flux({ repository }), props).render('dev-1')).toThrow(message);
});

test('image policies are refused where Flux does not run, or commits to nothing', () => {
  expect(() => shop(argoCd({ repository })).render('dev-1')).toThrow(/only Flux knows it, and argo-cd syncs dev-1/);
  const artifact = { url: 'oci://ghcr.io/acme/trees', reference: 'main' };
  expect(() => shop(flux({ repository, artifact })).render('dev-1')).toThrow(/takes its tree from an artifact/);
});
