import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from '../../apps/examples/placement';
import { clusterCapacity, nodesOfCluster } from '../../lib/capacity/cluster-capacity';
import { capacity } from '../../lib/cli/commands/capacity';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { formatCapacityAsJson } from '../../lib/report/capacity/format-json';
import { formatCapacityAsText } from '../../lib/report/capacity/format-text';
import { synthesize } from '../../lib/testing';
import '../../lib/testing/jest-matchers';

const page = readFileSync(join(__dirname, '../../docs/placement.md'), 'utf8');
const { cluster, manifests: objects } = synthesize(fleet, 'dev-1');
const manifests = new ManifestSet(objects);
const nodes = nodesOfCluster(manifests, cluster);
const report = (zoneLost: boolean) => [
  { cluster: 'dev-1', capacity: clusterCapacity(manifests, cluster, { nodes, zoneLost }), nodes: nodes.nodes },
];

test('the page about placement shows what capacity says of its program', () => {
  expect(page).toContain(`\`\`\`text\n${formatCapacityAsText(report(true))}\`\`\``);
});

test('it shows the shape of the answers in JSON', () => {
  const { workloads } = JSON.parse(formatCapacityAsJson(report(false))) as { workloads: object[] };
  const [shown = ''] = /(?<=```json\n)[\s\S]*?(?=```)/.exec(page) ?? [];
  expect(workloads).toContainEqual(JSON.parse(shown));
});

test('its tree fits, and survives the loss of a zone', () => {
  expect(synthesize(fleet, 'dev-1')).toFit();
  expect(synthesize(fleet, 'dev-1')).toSurviveZoneLoss();
});

test('it uses options that the command has', () => {
  const options = page.match(/(?<=[\s`])--[a-z][a-z-]*/g) ?? [];
  expect(options.length).toBeGreaterThan(3);
  for (const option of options) expect(capacity.usage).toContain(option);
});

test('it names every status', () => {
  for (const status of ['proved', 'violated', 'unproved']) expect(page).toMatch(new RegExp(`^\\| \`${status}\``, 'm'));
});
