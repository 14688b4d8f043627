import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Cluster, ClusterChart, Environment, Fleet, type Suppression } from '../../lib';
import { CustomResource, CustomResourceDefinition } from '../../lib/operators';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'evolution-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true, force: true });
});

const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.34' });

function synth(spec: z.ZodType | undefined, suppressions: readonly Suppression[] = []): string {
  const fleet = new Fleet({ clusters: [cluster], outdir, report: false, checks: { suppressions } });
  fleet.deploy((scope) => {
    const chart = new ClusterChart(scope, 'system', { namespace: 'system' });
    if (spec === undefined) return;
    const widgets = new CustomResource({ group: 'example.com', kind: 'Widget', versions: { v1: { spec } } });
    new CustomResourceDefinition(chart, 'widgets', { resource: widgets });
  });
  fleet.synth();
  return spec === undefined
    ? ''
    : readFileSync(join(outdir, 'dev/dev-1/_cluster/customresourcedefinition.widgets.example.com.k8s.yaml'), 'utf8');
}

const accepted: Suppression = {
  check: 'no-breaking-definition',
  object: { kind: 'CustomResourceDefinition', name: 'widgets.example.com' },
  reason: 'nobody has set the color',
  expires: '2027-12-31',
};
const first = z.object({ size: z.int(), color: z.string().optional() });

test('a definition that takes more is written', () => {
  synth(first);
  expect(synth(first.extend({ shape: z.string().optional() }))).toContain('shape');
});

test('one that loses a field stops the synth, and the last good tree stays, until that is accepted by name', () => {
  const before = synth(first);
  const without = first.omit({ color: true });
  expect(() => synth(without)).toThrow('loses data of stored objects: v1 spec.color');
  expect(synth(first)).toBe(before);
  expect(() => synth(without, [{ ...accepted, object: { kind: 'CustomResourceDefinition', name: '*' } }])).toThrow();
  expect(synth(without, [accepted])).not.toContain('color');
});

test('one that leaves the tree stops the synth: its objects would go with it', () => {
  synth(first);
  expect(() => synth(undefined)).toThrow('every object of its kind is deleted with it');
  expect(() => synth(undefined, [accepted])).not.toThrow();
});
