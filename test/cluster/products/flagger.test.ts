import { setTimeout as sleep } from 'node:timers/promises';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { sampleObjects } from '../../conformance/sample-object';
import { describeProduct } from './describe-product';
import { flagger } from './flagger';
import { Gate } from './gate';

const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: server, image: 'example.com/web:1', ports: [{ containerPort: 8080 }] }] }
`;

const canary = (provider: string, gate: string) => `
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: web, namespace: shop }
spec:
  provider: ${provider}
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  service: { port: 80, targetPort: 8080, hosts: [web.example.com], gatewayRefs: [{ name: public, namespace: shop }] }
  analysis:
    interval: 60m
    threshold: 5
    maxWeight: 40
    stepWeight: 20
    webhooks: [{ name: gate, type: confirm-traffic-increase, url: '${gate}' }]
`;

interface Route {
  readonly apiVersion: string;
  readonly kind: string;
  /** Where the destinations stand. */
  readonly destinations: (spec: Field) => Field | undefined;
}

const routes: Readonly<Record<string, Route>> = {
  istio: {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'VirtualService',
    destinations: (spec) => spec.at('http').items()[0]?.at('route'),
  },
  'gatewayapi:v1beta1': {
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'HTTPRoute',
    destinations: (spec) => spec.at('rules').items()[0]?.at('backendRefs'),
  },
};

const named = (apiVersion: string, kind: string, name: string): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'shop' },
});
const deployment = (name: string) => named('apps/v1', 'Deployment', name);

describeProduct('Flagger', flagger, (cluster) => {
  let gate: Gate;
  let minutes = 60;

  beforeAll(async () => {
    gate = await Gate.open();
  });

  afterAll(() => gate.close());

  /** It looks at a Canary once in each interval, of ten seconds at least, and at once where the interval is another. */
  async function look(object: Manifest): Promise<void> {
    minutes += 1;
    await cluster.patch(object, 'merge-patch+json', { spec: { analysis: { interval: `${minutes}m` } } });
    await sleep(600);
  }

  async function comesTo<T>(object: Manifest, what: string, see: () => Promise<T>, isSo: (seen: T) => boolean) {
    const phase = async () => Field.root(await cluster.get(object)).at('status').value;
    await cluster.server.eventually(
      what,
      async () => {
        await look(object);
        return { seen: await see(), status: await phase() };
      },
      ({ seen }) => isSo(seen),
    );
  }

  async function imageOf(name: string): Promise<string> {
    const root = Field.root(await cluster.get(deployment(name)));
    const [container] = root.at('spec', 'template', 'spec', 'containers').items();
    return container?.at('image').text ?? '';
  }

  test.each(Object.entries(routes))('moves the weights of a route of %s step by step', async (provider, route) => {
    await cluster.addNodes();
    const objects = sampleObjects(`${web}---${canary(provider, gate.url)}`);
    await cluster.apply({ objects });
    const object = objects[1]?.manifest ?? deployment('web');
    const phase = async () => Field.root(await cluster.get(object)).at('status', 'phase').text ?? '';
    const weights = async () => {
      const stored = await cluster.get(named(route.apiVersion, route.kind, 'web'));
      const destinations = route.destinations(Field.root(stored).at('spec'))?.items() ?? [];
      return destinations.map((each) => each.at('weight').number ?? 0).join('/');
    };
    const becomes = (wanted: string) => comesTo(object, `weights of ${wanted}`, weights, (seen) => seen === wanted);

    await comesTo(object, 'Initialized', phase, (seen) => seen === 'Initialized');
    expect(await weights()).toBe('100/0');
    expect(await imageOf('web-primary')).toBe('example.com/web:1');
    // The primary has the number of replicas; the Deployment itself runs while there is a new version alone.
    expect(Field.root(await cluster.get(deployment('web'))).at('spec', 'replicas').number).toBe(0);

    const path = '/spec/template/spec/containers/0/image';
    await cluster.patch(deployment('web'), 'json-patch+json', [{ op: 'replace', path, value: 'example.com/web:2' }]);
    for (const wanted of ['80/20', '60/40']) {
      gate.letOneThrough();
      await becomes(wanted);
    }
    expect(await imageOf('web-primary')).toBe('example.com/web:1');
    gate.letOneThrough();
    await comesTo(object, 'Succeeded', phase, (seen) => seen === 'Succeeded');
    expect(await weights()).toBe('100/0');
    expect(await imageOf('web-primary')).toBe('example.com/web:2');
  });
});
