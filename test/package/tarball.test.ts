import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-package-'));
const project = join(folder, 'project');
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};
let tarball = '';

jest.setTimeout(300_000);

beforeAll(() => {
  run(root, 'npm', 'run', '--silent', 'build');
  const packed =
    run(root, 'npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder).trim().split('\n').at(-1) ??
    '';
  tarball = join(folder, packed);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'platform', private: true }));
  const peers = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types/node'].map(
    (name) => `${name}@${devDependencies[name]}`,
  );
  run(project, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', tarball, ...peers);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('passes publint', () => {
  expect(run(root, 'npx', 'publint', '--strict', tarball)).toContain('All good');
});

test('has types that every module system resolves', () => {
  const { analysis } = JSON.parse(
    run(root, 'npx', 'attw', tarball, '--profile', 'node16', '--format', 'json'),
  ) as TypesReport;
  const resolved = Object.entries(analysis.entrypoints).flatMap(([name, { resolutions }]) =>
    ['node16-cjs', 'node16-esm', 'bundler'].map((kind) => [name, kind, typeof resolutions[kind]?.resolution]),
  );

  expect(new Set(resolved.map(([name]) => name))).toEqual(new Set(['.', './testing', './package.json']));
  expect(resolved.filter(([, , resolution]) => resolution !== 'object')).toEqual([]);
  expect(analysis.problems.filter(({ resolutionKind }) => resolutionKind !== 'node10')).toEqual([]);
});

test('renders a fleet from CommonJS', () => {
  writeFileSync(join(project, 'main.cjs'), `const { ${names} } = require('cdk8s-blueprints');\n${program('cjs')}`);
  run(project, 'node', 'main.cjs');
  expect(rendered('cjs')).toContain('kind: Deployment');
});

test('renders the same fleet from an ES module', () => {
  writeFileSync(join(project, 'main.mjs'), `import { ${names} } from 'cdk8s-blueprints';\n${program('mjs')}`);
  run(project, 'node', 'main.mjs');
  expect(rendered('mjs')).toBe(rendered('cjs'));
});

test('compiles in a strict TypeScript project, which renders the same fleet', () => {
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { strict: true, module: 'node16', target: 'ES2022', outDir: 'out', types: ['node'] },
      files: ['main.ts'],
    }),
  );
  writeFileSync(join(project, 'main.ts'), `import { ${names} } from 'cdk8s-blueprints';\n${program('ts')}`);
  run(project, 'npx', 'tsc');
  run(project, 'node', 'out/main.js');
  expect(rendered('ts')).toBe(rendered('cjs'));
});

test('brings a command that checks what was rendered', () => {
  cpSync(join(project, 'cjs'), join(project, 'tree'), { recursive: true });
  const { findings } = JSON.parse(run(project, 'npx', 'cdk8s-blueprints', 'check', 'tree', '--output', 'json')) as {
    findings: { severity: string }[];
  };
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

/** What is read of the report of `attw`. */
interface TypesReport {
  readonly analysis: {
    readonly entrypoints: Readonly<Record<string, { readonly resolutions: Readonly<Record<string, Resolution>> }>>;
    readonly problems: readonly { readonly kind: string; readonly resolutionKind?: string }[];
  };
}

interface Resolution {
  /** The file that an import stands for; left out where there is none. */
  readonly resolution?: object;
}

const names = 'Cluster, ClusterChart, Environment, Fleet, Port, WebService';

function program(outdir: string): string {
  return `
const clusters = [new Cluster('dev-euw1', { environment: new Environment('dev'), kubernetesVersion: '1.33' })];
new Fleet({ clusters, outdir: '${outdir}' })
  .deploy((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    new WebService(chart, 'cart', { image: 'registry.example/cart:1.0.0', port: Port.http(8080) });
  })
  .synth();
`;
}

function rendered(outdir: string): string {
  return readFileSync(join(project, outdir, 'dev/dev-euw1/shop/deployment.cart.k8s.yaml'), 'utf8');
}

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
