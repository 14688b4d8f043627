import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { survive } from '../../lib/cli/commands/survive';
import { cli } from '../cli/run-in-memory';

const page = readFileSync(join(__dirname, '../../docs/many-clusters.md'), 'utf8');

let outdir: string;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'many-clusters-'));
  process.env['CDK8S_OUTDIR'] = outdir;
  // The fleet reads the folder when it is made.
  const { fleet } = await import('../../apps/examples/many-clusters.js');
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  fleet.synth({ environments: [], clusters: [] });
});
afterAll(() => {
  jest.restoreAllMocks();
  delete process.env['CDK8S_OUTDIR'];
  rmSync(outdir, { recursive: true });
});

test('the page about many clusters shows where its charts run', () => {
  const placements = readFileSync(join(outdir, 'shop/.inventory/placements.json'), 'utf8');
  expect(page).toContain(`\`\`\`text\n${placements}\`\`\``);
});

test('it shows what survives a region', async () => {
  const { out, code } = await cli(['survive', join(outdir, 'shop'), '--without', 'region:us-east-1']);
  expect(code).toBe(0);
  expect(page).toContain(`\`\`\`text\n${out}\`\`\``);
});

test('it uses options that the command has', () => {
  const options = page.match(/(?<=[\s`])--[a-z][a-z-]*/g) ?? [];
  expect(options.length).toBeGreaterThan(3);
  for (const option of options) expect(survive.usage).toContain(option);
});
