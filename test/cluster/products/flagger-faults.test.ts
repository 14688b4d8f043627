import { setTimeout as sleep } from 'node:timers/promises';
import { deliveryChecks } from '../../../lib/checks/delivery/delivery-checks';
import { runChecks } from '../../../lib/checks/run-checks';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { facts } from '../../checks/facts';
import { sampleObjects } from '../../conformance/sample-object';
import { describeProduct } from './describe-product';
import { flagger } from './flagger';

const namespace = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---`;

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: server, image: 'example.com/web:1' }] }
`;

const canary = `
---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web, namespace: shop }
spec:
  provider: istio
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  service: { port: 80 }
  analysis: { interval: 60m, threshold: 100, stepWeights: [20, 40] }
`;

const service = `
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`;

const good = namespace + web + canary;

/** What is wrong, and what Flagger says of it. */
const faults: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['pods that none of its labels selects', good.replaceAll('app: web', 'component: web'), /must contain one of/],
  ['a workload that is not there', good.replace('Deployment, name: web', 'Deployment, name: gone'), /gone.* not found/],
  ['a route without a parent', good.replace('provider: istio', 'provider: gatewayapi:v1beta1'), /GatewayRefs must be/],
  ['hosts of a delegate', good.replace('port: 80', 'port: 80, delegation: true, hosts: [a.b]'), /cannot have hosts/],
  [
    'a template that is not there',
    good.replace('[20, 40]', '[20, 40], metrics: [{ name: a, threshold: 1, templateRef: { name: gone } }]'),
    /metric template gone.shop error/,
  ],
];

describeProduct('checks of Canaries say what Flagger says', flagger, (cluster) => {
  let minutes = 60;

  /** It looks at a Canary once in each interval, and at once where the interval is another. */
  async function look(object: Manifest): Promise<void> {
    minutes += 1;
    await cluster.patch(object, 'merge-patch+json', { spec: { analysis: { interval: `${minutes}m` } } });
    await sleep(600);
  }

  async function started(text: string) {
    await cluster.addNodes();
    const objects = sampleObjects(text);
    await cluster.apply({ objects });
    const object = objects.find(({ manifest }) => manifest.kind === 'Canary')?.manifest;
    if (object === undefined) throw new Error('the sample has a Canary');
    const { findings } = runChecks({
      manifests: new ManifestSet(objects),
      cluster: facts(),
      checks: deliveryChecks,
      profile: 'strict',
    });
    return { object, findings: findings.map(({ id, severity }) => `${severity} ${id}`) };
  }

  /** Looks until what is seen is so. */
  async function comesTo<T>(object: Manifest, what: string, see: () => Promise<T>, isSo: (seen: T) => boolean) {
    await cluster.server.eventually(
      what,
      async () => {
        await look(object);
        return see();
      },
      isSo,
    );
  }

  test.each(faults)('%s', async (what, text, says) => {
    const { object, findings } = await started(text);
    expect(findings.some((finding) => finding.startsWith('error '))).toBe(true);
    const events = () => cluster.events(object);
    await comesTo(object, `Flagger says something about ${what}`, events, (seen) => seen.some((one) => says.test(one)));
  });

  test('nothing is said of a Canary that Flagger takes', async () => {
    const { object, findings } = await started(good);
    expect(findings).toEqual([]);
    await comesTo(object, 'Initialized', () => cluster.get(object), isInitialized);
  });

  test('a Service of the tree gets another selector', async () => {
    const { object, findings } = await started(good + service);
    expect(findings).toEqual(['warning no-service-of-canary']);
    await comesTo(object, 'Initialized', () => cluster.get(object), isInitialized);
    const [, , , stored] = sampleObjects(good + service);
    if (stored === undefined) throw new Error('the sample has a Service');
    const { spec } = await cluster.get(stored.manifest);
    expect(spec).toMatchObject({ selector: { app: 'web-primary' } });
  });
});

function isInitialized(object: Manifest): boolean {
  return Field.root(object).at('status', 'phase').text === 'Initialized';
}
