import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Cluster, ClusterChart, Environment, Fleet, type KubernetesVersion } from '../../lib';
import { CustomResource, CustomResourceDefinition, field } from '../../lib/operators';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'rule-costs-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

/** Every two names are compared, in a list of twenty: 1.28 does not look at how long the colors are. */
function synth(kubernetesVersion: KubernetesVersion, names: z.ZodType): void {
  const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion });
  const fleet = new Fleet({ clusters: [cluster], outdir, report: false });
  fleet.deploy((scope) => {
    const chart = new ClusterChart(scope, 'system', { namespace: 'system' });
    const rule = { rule: 'self.names.all(a, self.names.exists_one(b, a == b))', message: 'names differ' };
    const spec = field(z.object({ names }), { rules: [rule] });
    const resource = new CustomResource({ group: 'example.com', kind: 'Widget', versions: { v1: { spec } } });
    new CustomResourceDefinition(chart, 'widgets', { resource });
  });
  fleet.synth();
}

test('a rule that costs more than the API server takes stops the synth, and the fix names the missing limit', () => {
  const message =
    /estimated rule cost exceeds budget by factor of 12\.6x[\s\S]*add maxLength to \S+properties\[names\]\.items/;
  expect(() => {
    synth('1.37', z.array(z.string()).max(20));
  }).toThrow(message);
});

test('the version of the cluster decides what it costs', () => {
  const colors = z.array(z.enum(['red', 'green'])).max(20);
  expect(() => {
    synth('1.29', colors);
  }).not.toThrow();
  expect(() => {
    synth('1.28', colors);
  }).toThrow(/estimated rule cost exceeds budget by factor of 12\.6x/);
});
