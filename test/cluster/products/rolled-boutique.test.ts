import { join } from 'node:path';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { committedTrees } from '../../control-plane/trees/committed-trees';
import { argoRollouts } from './argo-rollouts';
import { describeProduct } from './describe-product';

const tree = committedTrees(join(__dirname, '../../..'), 'dist').find(
  ({ name }) => name === 'dist/online-boutique/prod/prod-euw1',
);
const name = 'recommendationservice';
const rolled = new Set(['Namespace', 'Rollout', 'VirtualService', 'DestinationRule', 'Service', 'ServiceAccount']);
const objects = (tree?.objects ?? []).filter(
  ({ manifest }) => rolled.has(manifest.kind) && ['boutique', name].includes(manifest.metadata.name ?? ''),
);

describeProduct('the committed Rollout of online-boutique', argoRollouts, (cluster) => {
  function committed(kind: string): Manifest {
    const found = objects.find(({ manifest }) => manifest.kind === kind);
    if (found === undefined) throw new Error(`the tree has no ${kind} of ${name}`);
    return found.manifest;
  }

  async function started(): Promise<void> {
    await cluster.addNodes();
    await cluster.apply({ objects });
    await phaseBecomes('Healthy');
  }

  /** Waits until the controller has seen the Rollout as it is now, and says that of it. */
  function phaseBecomes(phase: string): Promise<Manifest> {
    return cluster.server.eventually(
      `the Rollout is ${phase}`,
      () => cluster.get(committed('Rollout')),
      (stored) => {
        const root = Field.root(stored);
        const seen = root.at('status', 'observedGeneration').text;
        return root.at('status', 'phase').text === phase && seen === String(root.at('metadata', 'generation').number);
      },
    );
  }

  async function weights(): Promise<string> {
    const route = Field.root(await cluster.get(committed('VirtualService')));
    const [http] = route.at('spec', 'http').items();
    return (http?.at('route').items() ?? []).map((each) => each.at('weight').number ?? 0).join('/');
  }

  function weightsBecome(wanted: string): Promise<string> {
    return cluster.server.eventually(`the weights are ${wanted}`, weights, (seen) => seen === wanted);
  }

  function setImage(image: string): Promise<void> {
    const path = '/spec/template/spec/containers/0/image';
    return cluster.patch(committed('Rollout'), 'json-patch+json', [{ op: 'replace', path, value: image }]);
  }

  /** The label by which each subset of the DestinationRule selects its version. */
  async function versions(): Promise<Readonly<Record<string, string>>> {
    const rule = Field.root(await cluster.get(committed('DestinationRule')));
    return Object.fromEntries(
      rule
        .at('spec', 'subsets')
        .items()
        .map((subset) => [
          subset.at('name').text ?? '',
          subset.at('labels', 'rollouts-pod-template-hash').text ?? 'every version',
        ]),
    );
  }

  test('steps through its weights in our VirtualService, each version a subset of its own, until all is new', async () => {
    await started();
    expect(await weights()).toBe('100/0');
    await cluster.patch(committed('Rollout'), 'json-patch+json', [
      // Ten minutes each as committed; a canary that is told to go on may be paused once more.
      { op: 'replace', path: '/spec/strategy/canary/steps/1/pause/duration', value: '4s' },
      { op: 'replace', path: '/spec/strategy/canary/steps/3/pause/duration', value: '4s' },
      { op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'example.com/recommendationservice:2' },
    ]);
    await weightsBecome('90/10');
    const { stable, canary } = await versions();
    expect(stable).not.toBe(canary);
    expect([stable, canary]).not.toContain('every version');

    await weightsBecome('50/50');
    await weightsBecome('100/0');
    await phaseBecomes('Healthy');
    expect(await versions()).toEqual({ stable: canary, canary });
  });

  test('gives all requests back when it is aborted, and is healthy once the image is rolled back', async () => {
    await started();
    const before = Field.root(await cluster.get(committed('Rollout')));
    const [container] = before.at('spec', 'template', 'spec', 'containers').items();
    await setImage('example.com/recommendationservice:2');
    await weightsBecome('90/10');
    await cluster.patch(committed('Rollout'), 'merge-patch+json', { status: { abort: true } }, '/status');
    await phaseBecomes('Degraded');
    await weightsBecome('100/0');
    await setImage(container?.at('image').text ?? '');
    await phaseBecomes('Healthy');
    expect(await weights()).toBe('100/0');
  });

  test('changes nothing of the committed objects but what the inventory leaves to it', async () => {
    await started();
    await setImage('example.com/recommendationservice:2');
    await weightsBecome('90/10');
    for (const kind of ['VirtualService', 'DestinationRule', 'Service']) {
      const { spec } = await cluster.get(committed(kind));
      // The server fills in defaults; nothing that was committed is another value.
      expect(withoutLeft(spec)).toMatchObject(Object(withoutLeft(committed(kind).spec)));
    }
  });
});

/** A spec without weights, and without the labels of subsets: what `ignoreDifferences` of the Application names. */
function withoutLeft(spec: unknown): unknown {
  return JSON.parse(JSON.stringify(spec), (key: string, value: unknown) =>
    key === 'weight' || (key === 'labels' && typeof value === 'object') ? undefined : value,
  );
}
