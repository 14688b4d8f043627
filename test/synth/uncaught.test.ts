import { ClusterChart, Fleet, Port, SynthError, WebService } from '../../lib';
import { exampleCluster } from '../example-fleet';

const fleet = new Fleet({ clusters: [exampleCluster()], outdir: 'nothing-is-written' }).deploy((cluster) => {
  const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
  new WebService(chart, 'cart', { image: 'registry.example/cart:1', port: Port.http(8080) }).expose({
    hosts: ['shop.example'],
    className: 'nginx',
  });
});

function thrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it did not throw an Error');
}

test.each([
  ['what was found', { environments: [], clusters: [] }, SynthError],
  ['a cluster that there is not', { environments: [], clusters: ['tset'] }, Error],
])('an error of %s shows its text, and of the stack the lines of the program', (_, selection, type) => {
  const error = thrown(() => fleet.synth(selection));
  expect(error).toBeInstanceOf(type);
  const { message, stack = '' } = error;
  const frames = stack.split(`${message}\n`).at(-1)?.split('\n') ?? [];
  expect(stack).toContain(message);
  expect(frames[0]).toContain('uncaught.test.ts');
  expect(frames.filter((frame) => !frame.includes('uncaught.test.ts'))).toEqual([]);
});
