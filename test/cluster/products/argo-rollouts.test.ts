import { isDeepStrictEqual } from 'node:util';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { podTemplateOf } from '../../../lib/manifest/pods/pod-template';
import { sampleObjects } from '../../conformance/sample-object';
import { argoRollouts } from './argo-rollouts';
import { describeProduct } from './describe-product';

const rollout = (canary: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: 5
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: server, image: 'example.com/web:1' }] }
  strategy:
    canary: ${canary}
`;

const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`;

/** A canary whose weights a VirtualService has. */
const routed = (steps: string) => `
${rollout(
  [
    '{ stableService: web, canaryService: web-canary, abortScaleDownDelaySeconds: 1',
    `trafficRouting: { istio: { virtualService: { name: web, routes: [primary] } } }, steps: ${steps} }`,
  ].join(', '),
)}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: web, namespace: shop }
spec:
  hosts: [web]
  http:
    - name: primary
      route:
        - { destination: { host: web }, weight: 100 }
        - { destination: { host: web-canary }, weight: 0 }
---
${service('web')}
---
${service('web-canary')}
`;

describeProduct('the controller of Argo Rollouts', argoRollouts, (cluster) => {
  /** Applies it and waits for the first version. */
  async function started(text: string): Promise<{ readonly web: Manifest; readonly route: Manifest }> {
    await cluster.addNodes();
    const objects = sampleObjects(text);
    await cluster.apply({ objects });
    const [web, route] = objects.map(({ manifest }) => manifest);
    if (web === undefined) throw new Error('the sample has a Rollout');
    await comesTo(web, 'Healthy');
    return { web, route: route ?? web };
  }

  /** Waits until the controller says that the Rollout as it is now has come to a phase. */
  function comesTo(web: Manifest, phase: string): Promise<Manifest> {
    return cluster.server.eventually(
      `the Rollout is ${phase}`,
      () => cluster.get(web),
      (stored) => {
        const root = Field.root(stored);
        const seen = root.at('status', 'observedGeneration').text;
        return root.at('status', 'phase').text === phase && seen === String(root.at('metadata', 'generation').number);
      },
    );
  }

  /** Waits for the pause that is a step of the canary. */
  function pausesAt(web: Manifest, step: number): Promise<Manifest> {
    return cluster.server.eventually(
      `the canary pauses at step ${step}`,
      () => cluster.get(web),
      (stored) => {
        const status = Field.root(stored).at('status');
        const isPaused = status.at('pauseConditions').items().length > 0 && status.at('phase').text === 'Paused';
        return isPaused && status.at('currentStepIndex').number === step;
      },
    );
  }

  function weightsBecome(route: Manifest, wanted: string): Promise<string> {
    return cluster.server.eventually(
      `the weights are ${wanted}`,
      () => weights(route),
      (seen) => seen === wanted,
    );
  }

  function imagesBecome(web: Manifest, wanted: Readonly<Record<string, number>>): Promise<object> {
    return cluster.server.eventually(
      `the images are ${JSON.stringify(wanted)}`,
      () => images(web),
      (seen) => isDeepStrictEqual(seen, wanted),
    );
  }

  function setImage(web: Manifest, image: string): Promise<void> {
    const path = '/spec/template/spec/containers/0/image';
    return cluster.patch(web, 'json-patch+json', [{ op: 'replace', path, value: image }]);
  }

  async function weights(route: Manifest): Promise<string> {
    const [http] = Field.root(await cluster.get(route))
      .at('spec', 'http')
      .items();
    const routes = http?.at('route').items() ?? [];
    return routes.map((each) => each.at('weight').number ?? 0).join('/');
  }

  /** How many Pods run each image, of those that are there to stay. */
  async function images(web: Manifest): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const pod of await cluster.pods(web)) {
      const [container] = Field.root(pod).at('spec', 'containers').items();
      const image = container?.at('image').text ?? '';
      if (pod.metadata.deletionTimestamp === undefined) counts[image] = (counts[image] ?? 0) + 1;
    }
    return counts;
  }

  test('moves the weights of a route step by step, and back to the stable Service at the end', async () => {
    // Long enough to be seen, however busy the machine is: a canary that is told to go on may be paused once more.
    const pause = '{ pause: { duration: 4s } }';
    const { web, route } = await started(routed(`[{ setWeight: 20 }, ${pause}, { setWeight: 60 }, ${pause}]`));
    const seen = [await weights(route)];
    await setImage(web, 'example.com/web:2');
    await cluster.server.eventually(
      'the canary is over',
      async () => {
        const now = await weights(route);
        // All goes to the new version for the moment in which it becomes the stable one.
        if (now !== '0/100' && seen.at(-1) !== now) seen.push(now);
        return seen;
      },
      () => seen.length > 1 && seen.at(-1) === '100/0',
    );
    expect(seen).toEqual(['100/0', '80/20', '40/60', '100/0']);
    await comesTo(web, 'Healthy');
    await imagesBecome(web, { 'example.com/web:2': 5 });
  });

  test('gives all traffic back when it is aborted, and is healthy once the template is rolled back', async () => {
    const { web, route } = await started(routed('[{ setWeight: 60 }, { pause: {} }]'));
    await setImage(web, 'example.com/web:2');
    await pausesAt(web, 1);
    expect(await weights(route)).toBe('40/60');
    await imagesBecome(web, { 'example.com/web:1': 5, 'example.com/web:2': 3 });

    await cluster.patch(web, 'merge-patch+json', { status: { abort: true } }, '/status');
    await comesTo(web, 'Degraded');
    await weightsBecome(route, '100/0');
    await imagesBecome(web, { 'example.com/web:1': 5 });

    await setImage(web, 'example.com/web:1');
    await comesTo(web, 'Healthy');
    expect(await weights(route)).toBe('100/0');
  });

  test('without a route, shares traffic by the number of Pods, with the labels that we predict', async () => {
    const { web } = await started(rollout('{ maxSurge: 0, steps: [{ setWeight: 40 }, { pause: {} }] }'));
    await setImage(web, 'example.com/web:2');
    await pausesAt(web, 1);
    await imagesBecome(web, { 'example.com/web:1': 3, 'example.com/web:2': 2 });
    const predicted = podTemplateOf({ manifest: web })?.labels ?? {};
    expect(predicted).toEqual({ app: 'web' });
    for (const { metadata } of await cluster.pods(web)) {
      expect(metadata.labels).toMatchObject(predicted);
      expect(Object.keys(metadata.labels ?? {})).toContain('rollouts-pod-template-hash');
    }
  });
});
