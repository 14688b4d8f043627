import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, folderOf } from './run-in-memory';

/** An app that writes down what it is told. */
const app = `
const { CDK8S_OUTDIR, CDK8S_BLUEPRINTS_ENVIRONMENT, CDK8S_BLUEPRINTS_CLUSTER } = process.env;
const told = { CDK8S_OUTDIR, CDK8S_BLUEPRINTS_ENVIRONMENT, CDK8S_BLUEPRINTS_CLUSTER };
require('node:fs').writeFileSync('told.json', JSON.stringify(told));
process.exit(Number(process.env.TEST_EXIT_CODE ?? 0));
`;

const before = process.cwd();
let folder = '';

function enter(files: Readonly<Record<string, string>>): void {
  folder = folderOf({ 'app.js': app, ...files });
  process.chdir(folder);
}

afterEach(() => {
  process.chdir(before);
  delete process.env.TEST_EXIT_CODE;
});

const told = (): unknown => JSON.parse(readFileSync(join(folder, 'told.json'), 'utf8'));

test('runs the app of cdk8s.yaml, which learns its output folder, and empties nothing', async () => {
  enter({ 'cdk8s.yaml': 'language: typescript\napp: node app.js\noutput: out\n', 'out/foreign.txt': '' });
  expect(await cli(['synth'])).toEqual({ code: 0, out: '', errors: '' });
  expect(told()).toEqual({ CDK8S_OUTDIR: 'out' });
  expect(existsSync(join(folder, 'out/foreign.txt'))).toBe(true);
});

test('tells the app which clusters to render', async () => {
  enter({ 'cdk8s.yaml': 'app: node app.js\n' });
  const args = ['--environment', 'prod', '--environment=dev', '--cluster', 'prod-euw1', '--output', 'trees'];
  expect(await cli(['synth', ...args])).toMatchObject({ code: 0 });
  expect(told()).toEqual({
    CDK8S_OUTDIR: 'trees',
    CDK8S_BLUEPRINTS_ENVIRONMENT: 'prod,dev',
    CDK8S_BLUEPRINTS_CLUSTER: 'prod-euw1',
  });
});

test('needs no cdk8s.yaml where the app is named', async () => {
  enter({});
  expect(await cli(['synth', '--app', 'node app.js'])).toMatchObject({ code: 0 });
  expect(told()).toEqual({ CDK8S_OUTDIR: 'dist' });
});

test('fails where the app fails', async () => {
  enter({});
  process.env.TEST_EXIT_CODE = '7';
  expect(await cli(['synth', '--app', 'node app.js'])).toMatchObject({ code: 1 });
});

test.each([
  ['no cdk8s.yaml', {}, 'an app is expected: in cdk8s.yaml, or with --app'],
  ['no app in it', { 'cdk8s.yaml': 'output: out\n' }, 'an app is expected: in cdk8s.yaml, or with --app'],
  ['no map in it', { 'cdk8s.yaml': '- app\n' }, 'cdk8s.yaml: a map is expected'],
])('could not run: %s', async (_, files, message) => {
  enter(files);
  expect(await cli(['synth'])).toEqual({
    code: 2,
    out: '',
    errors: `cdk8s-blueprints synth: ${message}\nTry: cdk8s-blueprints synth --help\n`,
  });
});
