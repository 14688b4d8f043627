import { ApiObject } from 'cdk8s';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterChart, Fleet, type TreeLayout } from '../../lib';
import { exampleCluster } from '../example-fleet';
import { writtenManifests } from './written-files';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'dependencies-'));
});

afterEach(() => rmSync(outdir, { recursive: true, force: true }));

function configMap(chart: ClusterChart, name: string): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
}

function synth(layout: TreeLayout, declare: (first: ClusterChart, second: ClusterChart) => void): string {
  new Fleet({ clusters: [exampleCluster()], outdir, layout, report: false })
    .deploy((cluster) =>
      declare(new ClusterChart(cluster, 'a', { namespace: 'a' }), new ClusterChart(cluster, 'b', { namespace: 'b' })),
    )
    .synth({ environments: [], clusters: [] });
  return [...writtenManifests(outdir).values()].join('---\n');
}

test('objects of a chart are in the order of their dependencies, where they are one file', () => {
  const text = synth('file-per-chart', (chart) => {
    const names = ['one', 'two', 'three'].map((name) => configMap(chart, name));
    for (const [index, object] of names.entries()) if (index > 0) object.addDependency(names[index - 1] ?? object);
  });

  expect(text.match(/name: (one|two|three)/g)).toEqual(['name: one', 'name: two', 'name: three']);
});

test('a dependency that the names of files keep is no error', () => {
  expect(() =>
    synth('file-per-object', (first, second) => configMap(second, 'x').addDependency(configMap(first, 'y'))),
  ).not.toThrow();
});

test.each(['file-per-object', 'file-per-chart'] as const)(
  'a dependency that the names of files speak against stops the synth (%s)',
  (layout) => {
    expect(() =>
      synth(layout, (first, second) => {
        configMap(first, 'x');
        configMap(second, 'y');
        first.addDependency(second);
      }),
    ).toThrow(
      /a depends on b, but files are applied in the order of their names: .*\n {2}fix: {2}remove addDependency/,
    );
    expect(writtenManifests(outdir).size).toBe(0);
  },
);

test('objects of a file that depend on each other stop the synth', () => {
  expect(() =>
    synth('file-per-chart', (chart) => {
      const [one, two] = [configMap(chart, 'one'), configMap(chart, 'two')];
      one.addDependency(two);
      two.addDependency(one);
    }),
  ).toThrow(/a\/\w+ depends on a\/\w+, which depends on it as well\n {2}fix: {2}remove one call of addDependency/);
});
