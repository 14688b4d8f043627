import { setTimeout as sleep } from 'node:timers/promises';
import { Field } from '../../../lib/manifest/objects/field';
import { sampleObjects } from '../../conformance/sample-object';
import { argoRollouts } from './argo-rollouts';
import { describeProduct } from './describe-product';

const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`;

const canary = `
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
    canary:
      stableService: web
      canaryService: web-canary
      trafficRouting: { istio: { virtualService: { name: web, routes: [primary] } } }
      steps:
        - setWeight: 20
        - pause: { duration: 1s }
        - setWeight: 60
        - pause: { duration: 1s }
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
  test('moves the weights of a route step by step, and back to the stable Service at the end', async () => {
    await cluster.addNodes();
    const objects = sampleObjects(canary);
    await cluster.apply({ objects });
    const [rollout, virtualService] = objects.map(({ manifest }) => manifest);
    if (rollout === undefined || virtualService === undefined) throw new Error('the sample has both');
    const isHealthy = async () => Field.root(await cluster.get(rollout)).at('status', 'phase').text === 'Healthy';
    await cluster.server.eventually('the first version is healthy', isHealthy, 60_000);

    await cluster.patch(rollout, 'json-patch+json', [
      { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'example.com/web:2' },
    ]);
    const seen: string[] = [];
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline && !(seen.length > 1 && seen.at(-1) === '100/0' && (await isHealthy()))) {
      const routes =
        Field.root(await cluster.get(virtualService))
          .at('spec', 'http')
          .items()[0]
          ?.at('route')
          .items() ?? [];
      const weights = routes.map((route) => route.at('weight').number ?? 0).join('/');
      if (seen.at(-1) !== weights) seen.push(weights);
      await sleep(100);
    }
    expect(seen).toEqual(['100/0', '80/20', '40/60', '100/0']);
  });
});
