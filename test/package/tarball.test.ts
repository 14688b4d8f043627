import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-blueprints-package-'));
const project = join(folder, 'project');
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};
/** Each folder of a product is a subpath. */
const meshes = foldersOf('lib/mesh');
const engines = foldersOf('lib/gitops');
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
  const peers = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'typescript', '@types/node', 'zod'].map(
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

  expect(new Set(resolved.map(([name]) => name))).toEqual(
    new Set([
      '.',
      './testing',
      ...[...meshes, ...engines].map((product) => `./${product}`),
      './clusters',
      './data',
      './flags',
      './keda',
      './monitoring',
      './operators',
      './promotion',
      './secrets',
      './sources',
      './package.json',
    ]),
  );
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

test('evaluates no product to load the root or to render for a cluster without any', () => {
  writeFileSync(join(project, 'root.cjs'), `const { ${names} } = require('cdk8s-blueprints');\n${program('root')}`);
  expect(productsEvaluatedBy('root.cjs')).toEqual([]);
});

test.each(meshes)('evaluates %s alone to import its subpath, which CommonJS and ES modules can', (product) => {
  expect(productsEvaluatedBy(importOf(product))).toEqual([product]);
});

test.each(engines)('imports %s from its subpath, which evaluates no engine', (product) => {
  expect(productsEvaluatedBy(importOf(product))).toEqual([]);
});

test('evaluates the product of a mesh when a cluster runs it, and the root gives what the subpath gives', () => {
  writeFileSync(
    join(project, 'linkerd-cluster.cjs'),
    `const { ${names}, linkerd } = require('cdk8s-blueprints');
if (require('cdk8s-blueprints/linkerd').linkerd !== linkerd) throw new Error('two of one kind');
${program('linkerd', "mesh: linkerd({ version: '2.20' }),")}`,
  );
  expect(productsEvaluatedBy('linkerd-cluster.cjs')).toEqual(['linkerd']);
  const policy = 'linkerd/dev/dev-euw1/shop/egressnetwork.outside.k8s.yaml';
  expect(readFileSync(join(project, policy), 'utf8')).toContain('kind: EgressNetwork');
});

test('evaluates the GitOps engine of a cluster and no other, and the root gives what the subpath gives', () => {
  writeFileSync(
    join(project, 'flux-cluster.cjs'),
    `const { ${names}, flux } = require('cdk8s-blueprints');
if (require('cdk8s-blueprints/flux').flux !== flux) throw new Error('two of one kind');
${program('flux', `gitOps: flux({ repository: ${repository} }),`)}`,
  );
  expect(productsEvaluatedBy('flux-cluster.cjs')).toEqual(['flux']);
  const kustomization = 'flux/dev/dev-euw1/flux-system/kustomization.dev-euw1-shop.k8s.yaml';
  expect(readFileSync(join(project, kustomization), 'utf8')).toContain('kind: Kustomization');
});

test('types what each subpath brings', () => {
  writeFileSync(
    join(project, 'subpaths.ts'),
    `import { argoCd, type ArgoCdFacts } from 'cdk8s-blueprints/argo-cd';
import { configSync, type ConfigSyncFacts } from 'cdk8s-blueprints/config-sync';
import { flux, type FluxFacts } from 'cdk8s-blueprints/flux';
import { rancherFleet, type RancherFleetFacts } from 'cdk8s-blueprints/rancher-fleet';
import { consul, consulBackend, type ConsulFacts, type ConsulOptions } from 'cdk8s-blueprints/consul';
import { gatewayApiBackend, type GatewayApiFacts } from 'cdk8s-blueprints/gateway-api';
import { istio, istioAmbientBackend, istioSidecarBackend, type IstioFacts } from 'cdk8s-blueprints/istio';
import { linkerd, linkerdBackend, type LinkerdFacts } from 'cdk8s-blueprints/linkerd';
import { FeatureFlags, flag, fractional, type Flag } from 'cdk8s-blueprints/flags';
import { ServiceLevelObjective, type Indicator } from 'cdk8s-blueprints/monitoring';
import { Composition, CustomResource, Operator, type OperatorProps } from 'cdk8s-blueprints/operators';
import type { GitOpsFacts, GitRepository, LoadedMeshBackend, MeshFacts } from 'cdk8s-blueprints';
const repository: GitRepository = ${repository};
const argoCdFacts: ArgoCdFacts = argoCd({ repository });
const configSyncFacts: ConfigSyncFacts = configSync({ repository });
const fluxFacts: FluxFacts = flux({ repository });
const rancherFleetFacts: RancherFleetFacts = rancherFleet({ repository });
export const engines: readonly GitOpsFacts[] = [argoCdFacts, configSyncFacts, fluxFacts, rancherFleetFacts];
const options: ConsulOptions = { version: '2.0' };
const consulFacts: ConsulFacts = consul(options);
const istioFacts: IstioFacts = istio({ version: '1.30' });
const linkerdFacts: LinkerdFacts = linkerd({ version: '2.20' });
export const gatewayApi: GatewayApiFacts = { version: '1.5', channel: 'standard' };
export const operators: readonly unknown[] = [Composition, CustomResource, Operator];
export const monitoring: readonly unknown[] = [ServiceLevelObjective];
export const flags: Record<string, Flag> = { a: flag({ variants: { x: 1, y: 2 }, defaultVariant: 'x', targeting: fractional([['x', 1], ['y', 1]]), owner: 'a' }) };
export const construct: unknown = FeatureFlags;
export type Props = OperatorProps | Indicator;
export const facts: readonly MeshFacts[] = [consulFacts, istioFacts, linkerdFacts];
export const backends: readonly LoadedMeshBackend[] =
  [consulBackend, gatewayApiBackend, istioAmbientBackend, istioSidecarBackend, linkerdBackend];
`,
  );
  run(project, 'npx', 'tsc', '--strict', '--noEmit', '--module', 'node16', '--target', 'ES2022', 'subpaths.ts');
});

test('brings a command that checks what was rendered', () => {
  cpSync(join(project, 'cjs'), join(project, 'tree'), { recursive: true });
  const { findings } = JSON.parse(run(project, 'npx', 'cdk8s-blueprints', 'check', 'tree', '--output', 'json')) as {
    findings: { severity: string }[];
  };
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test('runs a composition in a pipe, as kustomize and kpt do', () => {
  writeFileSync(
    join(project, 'platform.cjs'),
    `const { z } = require('zod');
const { ${names} } = require('cdk8s-blueprints');
const { Composition, CustomResource } = require('cdk8s-blueprints/operators');
const cluster = new Cluster('dev-euw1', { environment: new Environment('dev'), kubernetesVersion: '1.33' });
const resource = new CustomResource({
  group: 'platform.example.com', kind: 'WebApp', versions: { v1: { spec: z.object({ image: z.string() }) } },
});
const apply = (scope, id, { image }) => new WebService(scope, id, { image, port: Port.http(8080) });
module.exports.webApps = new Composition({ resource, version: 'v1', cluster, handler: { apply } });
`,
  );
  writeFileSync(
    join(project, 'list.yaml'),
    `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
  - apiVersion: platform.example.com/v1
    kind: WebApp
    metadata: { name: cart, namespace: shop }
    spec: { image: registry.example/cart:1.0.0 }
`,
  );
  const once = 'cat list.yaml | npx cdk8s-blueprints krm platform.cjs';
  const composed = run(project, 'sh', '-c', once);
  expect(composed).toContain('kind: Deployment');
  expect(run(project, 'sh', '-c', `${once} | npx cdk8s-blueprints krm platform.cjs`)).toBe(composed);
  const refused = 'sed s/image:/images:/ list.yaml | npx cdk8s-blueprints krm platform.cjs';
  const { status, stdout } = spawnSync('sh', ['-c', refused], { cwd: project, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stdout).toContain('spec.image');
  expect(stdout).not.toContain('kind: Deployment');
});

test('the command keeps compiled code in the cache folder of the user, where Node can, and nowhere without one', () => {
  const version = (env: NodeJS.ProcessEnv) =>
    spawnSync('npx', ['cdk8s-blueprints', '--version'], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  const caches = join(project, 'caches');
  const { stdout, status } = version({ XDG_CACHE_HOME: caches });
  expect(status).toBe(0);
  expect(existsSync(join(caches, 'cdk8s-blueprints/compiled'))).toBe('enableCompileCache' in nodeModule);
  // A folder that cannot be made costs time, and nothing else.
  expect(version({ XDG_CACHE_HOME: '/dev/null/caches' })).toMatchObject({ stdout, stderr: '', status: 0 });
});

describe('an older Node, which cannot parse the library', () => {
  const sentence = 'cdk8s-blueprints needs Node.js 20 or newer, and this is v18.20.8';

  beforeAll(() => {
    writeFileSync(
      join(project, 'old-node.cjs'),
      `Object.defineProperty(process, 'version', { value: 'v18.20.8' });
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });`,
    );
  });

  test.each(
    ['', 'testing', ...meshes, ...engines].map((subpath) => ['cdk8s-blueprints', subpath].join('/').replace(/\/$/, '')),
  )('gets a sentence from %s', (subpath) => {
    const { status, stderr } = onOldNode('-e', `require('${subpath}')`);
    expect(stderr).toContain(`Error: ${sentence}`);
    expect(status).toBe(1);
  });

  test('gets a sentence from the command, and nothing else', () => {
    const command = join(project, 'node_modules/cdk8s-blueprints/build/lib/cli/main.js');
    expect(onOldNode(command, 'check', '.')).toMatchObject({ status: 2, stderr: `${sentence}\n`, stdout: '' });
  });
});

function onOldNode(...args: string[]): SpawnSyncReturns<string> {
  return spawnSync('node', ['-r', './old-node.cjs', ...args], { cwd: project, encoding: 'utf8' });
}

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

/** A program that imports a subpath both ways. */
function importOf(product: string): string {
  writeFileSync(join(project, `${product}.cjs`), `module.exports = require('cdk8s-blueprints/${product}');`);
  writeFileSync(
    join(project, `${product}.mjs`),
    `import * as product from 'cdk8s-blueprints/${product}';
import same from './${product}.cjs';
for (const [name, value] of Object.entries(same)) if (product[name] !== value) throw new Error(name);`,
  );
  return `${product}.mjs`;
}

/** Products of which the program that runs evaluates a backend or an engine. */
function productsEvaluatedBy(program: string): readonly string[] {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  execFileSync('node', [program], { cwd: project, env: { ...process.env, NODE_V8_COVERAGE: coverage } });
  const evaluated = readdirSync(coverage).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as Coverage;
    return result
      .filter(({ url }) => url.endsWith('/bundle/library.js'))
      .flatMap(({ functions }) => functions)
      .filter(({ ranges: [range] }) => range !== undefined && range.count > 0)
      .flatMap(
        ({ functionName }) =>
          /^build\/lib\/(?:mesh|gitops)\/([^/]+)\/.*-(?:backend|engine)\.js$/.exec(functionName)?.[1] ?? [],
      );
  });
  return [...new Set(evaluated)].sort();
}

/** What Node says of a program that ran: how often it called each function, those that hold a module included. */
interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

const repository = "{ url: 'https://git.example.com/trees', revision: 'main', path: 'flux' }";

const names = 'Cluster, ClusterChart, Environment, Fleet, Port, WebService';

function program(outdir: string, facts = ''): string {
  return `
const clusters = [new Cluster('dev-euw1', { environment: new Environment('dev'), kubernetesVersion: '1.33', ${facts} })];
new Fleet({ clusters, outdir: '${outdir}' })
  .deploy((cluster) => {
    const chart = new ClusterChart(cluster, 'shop', { namespace: 'shop' });
    new WebService(chart, 'cart', { image: 'registry.example/cart:1.0.0', port: Port.http(8080) });
  })
  .synth();
`;
}

function foldersOf(room: string): readonly string[] {
  return readdirSync(join(root, room), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function rendered(outdir: string): string {
  return readFileSync(join(project, outdir, 'dev/dev-euw1/shop/deployment.cart.k8s.yaml'), 'utf8');
}

function run(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
