import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { JsonPatch } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Port, WebService, Workload } from '../../lib';
import { HelmChart, Kustomize, type HelmChartProps } from '../../lib/sources';

let folder = '';
const write = (file: string, text: string): string => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  return join(folder, file);
};
/** A program that prints a text, or fails. */
const stub = (name: string, script: string): string => {
  const file = write(name, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fleetOf(deploy: (chart: ClusterChart) => void): Fleet {
  const cluster = new Cluster('dev-1', { environment: new Environment('dev'), kubernetesVersion: '1.34' });
  return new Fleet({ clusters: [cluster] }).deploy((scope) =>
    deploy(new ClusterChart(scope, 'shop', { namespace: 'shop' })),
  );
}

const render = (deploy: (chart: ClusterChart) => void) => fleetOf(deploy).render('dev-1').manifests;
const named = (kind: string, name: string, deploy: (chart: ClusterChart) => void) =>
  render(deploy).find(({ manifest }) => manifest.kind === kind && manifest.metadata.name === name)?.manifest;

function helmFile(): string | undefined {
  const cached = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'cdk8s-blueprints/kubebuilder/helm-v3.19.0/helm',
  );
  if (existsSync(cached)) return cached;
  return (process.env.PATH ?? '')
    .split(':')
    .map((path) => join(path, 'helm'))
    .find((file) => existsSync(file));
}

/** A chart with a Deployment, a definition, a test, and a hook where it is asked for one. */
function writeChart(): string {
  write('redis/Chart.yaml', 'apiVersion: v2\nname: redis\nversion: 1.2.3\n');
  write('redis/values.yaml', 'replicas: 1\nhook: false\nrandom: false\n');
  write(
    'redis/crds/definition.yaml',
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: caches.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Cache, plural: caches }
  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]
`,
  );
  write(
    'redis/templates/all.yaml',
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  annotations: { kubernetes: "{{ .Capabilities.KubeVersion.Version }}", monitors: "{{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1/ServiceMonitor" }}"
    {{- if .Values.random }}, random: "{{ randAlphaNum 20 }}"{{ end }} }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: redis } }
  template:
    metadata: { labels: { app: redis } }
    spec: { containers: [{ name: redis, image: 'registry.example/redis:8.2.1', ports: [{ name: redis, containerPort: 6379 }] }] }
{{- if .Values.hook }}
---
apiVersion: batch/v1
kind: Job
metadata: { name: migrate, annotations: { helm.sh/hook: pre-upgrade } }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: 'registry.example/a:1.0.0' }] } } }
{{- end }}
---
apiVersion: v1
kind: Pod
metadata: { name: ping, annotations: { helm.sh/hook: test } }
spec: { containers: [{ name: a, image: 'registry.example/a:1.0.0' }] }
`,
  );
  return join(folder, 'redis');
}

const helm = helmFile();

(helm === undefined ? describe.skip : describe)('a chart of Helm', () => {
  const program = helm ?? 'helm';
  const chart = (scope: ClusterChart, props: Partial<HelmChartProps> = {}) =>
    new HelmChart(scope, 'redis', { chart: writeChart(), program, ...props });

  test('is in the tree as its objects, for the version of the cluster, with definitions and without tests', () => {
    const objects = render((scope) => void chart(scope, { values: { replicas: 3 } }));
    expect(objects.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'CustomResourceDefinition caches.example.com',
      'Deployment redis',
      'Namespace shop',
      'NetworkPolicy default-deny',
    ]);
    const deployment = objects.find(({ manifest }) => manifest.kind === 'Deployment');
    expect(deployment?.manifest).toMatchObject({
      metadata: { namespace: 'shop', annotations: { kubernetes: 'v1.34', monitors: 'false' } },
      spec: { replicas: 3 },
    });
    expect(deployment?.origin).toBe('shop/redis/deployment-redis');
  });

  test('has the name of its release, and asks for the kinds that it is told of', () => {
    const apiVersions = ['monitoring.coreos.com/v1/ServiceMonitor'];
    expect(named('Deployment', 'cache', (scope) => void chart(scope, { release: 'cache', apiVersions }))).toMatchObject(
      {
        metadata: { annotations: { monitors: 'true' } },
      },
    );
  });

  test('is patched, checked and connected like all others', () => {
    const deploy = (scope: ClusterChart): void => {
      const redis = chart(scope);
      scope.patch({ kind: 'Deployment', name: 'redis' }, JsonPatch.replace('/spec/replicas', 2));
      const web = new WebService(scope, 'web', { image: 'registry.example/web:1.4.2', port: Port.http(8080) });
      web.connections.allowTo(Workload.from(redis.object('Deployment', 'redis')));
    };
    expect(named('Deployment', 'redis', deploy)).toMatchObject({ spec: { replicas: 2 } });
    expect(named('NetworkPolicy', 'redis', deploy)).toMatchObject({
      spec: {
        podSelector: { matchLabels: { app: 'redis' } },
        policyTypes: expect.arrayContaining(['Ingress']) as unknown,
      },
    });
    const { findings } = fleetOf(deploy).check('dev-1');
    expect(findings.some(({ origin }) => origin === 'shop/redis/deployment-redis')).toBe(true);
  });

  test('that makes random values is refused: each synth would be another commit', () => {
    expect(() => render((scope) => void chart(scope, { values: { random: true } }))).toThrow(
      /HelmChart shop\/redis[^]*values[^]*renders other manifests each time[^]*passwords/,
    );
  });

  test('with hooks is refused until somebody says what becomes of them', () => {
    const values = { hook: true };
    expect(() => render((scope) => void chart(scope, { values }))).toThrow(
      /hooks[^]*the chart has hooks[^]*Job migrate \(pre-upgrade\)[^]*'leave-out'/,
    );
    const jobs = (hooks: 'keep' | 'leave-out') =>
      render((scope) => void chart(scope, { values, hooks })).filter(({ manifest }) => manifest.kind === 'Job').length;
    expect([jobs('keep'), jobs('leave-out')]).toEqual([1, 0]);
  });

  test('in an archive is the one that its digest says', () => {
    writeChart();
    execFileSync('tar', ['-czf', join(folder, 'redis-1.2.3.tgz'), '-C', folder, 'redis']);
    const archive = join(folder, 'redis-1.2.3.tgz');
    const digest = `sha256:${createHash('sha256').update(readFileSync(archive)).digest('hex')}`;
    expect(named('Deployment', 'redis', (scope) => void chart(scope, { chart: archive, digest }))).toBeDefined();
    const other = `sha256:${'0'.repeat(64)}`;
    expect(() => render((scope) => void chart(scope, { chart: archive, digest: other }))).toThrow(
      new RegExp(`digest[^]*Invalid value: "${other}": the archive has ${digest}`),
    );
  });

  test('that Helm cannot render is an error in its words', () => {
    write('broken/Chart.yaml', 'apiVersion: v2\nname: broken\nversion: 1.0.0\n');
    write('broken/templates/a.yaml', '{{ .Values.name | required "name is missing" }}\n');
    expect(() => render((scope) => void chart(scope, { chart: join(folder, 'broken') }))).toThrow(
      /program[^]*ends with status 1:[^]*name is missing/,
    );
  });
});

describe('a chart of Helm, whatever Helm does', () => {
  const chart = (scope: ClusterChart, props: Partial<HelmChartProps>) =>
    void new HelmChart(scope, 'redis', { chart: writeChart(), ...props });

  test('needs the program, and says how to install it', () => {
    expect(() => render((scope) => chart(scope, { program: join(folder, 'absent') }))).toThrow(
      /program[^]*Not found: the program "[^"]*absent"[^]*install Helm 3/,
    );
  });

  test.each<[Partial<HelmChartProps>, RegExp]>([
    [{ chart: 'oci://registry.example/redis' }, /version[^]*a chart that is fetched is pinned/],
    [{ chart: 'redis', repository: 'https://charts.example', version: '1.2.3' }, /digest[^]*SHA-256 of its archive/],
    [{ digest: `sha256:${'0'.repeat(64)}` }, /digest[^]*a folder has none/],
    [{ digest: '1.2.3' }, /digest[^]*the SHA-256 of an archive/],
    [{ chart: 'absent' }, /chart[^]*Not found: "absent"/],
  ])('that is not pinned is refused before anything is fetched: %j', (props, message) => {
    expect(() => render((scope) => chart(scope, { program: join(folder, 'absent'), ...props }))).toThrow(message);
  });

  test('that was fetched is another one than its digest says', () => {
    const program = stub(
      'fetching-helm',
      'for a; do case $a in --destination=*) echo archive > "${a#--destination=}/redis.tgz";; esac; done',
    );
    const fetched = { chart: 'redis', repository: 'https://charts.example', version: '1.2.3', program };
    expect(() => render((scope) => chart(scope, { ...fetched, digest: `sha256:${'0'.repeat(64)}` }))).toThrow(
      /digest[^]*the archive has sha256:[0-9a-f]{64}/,
    );
  });

  test.each([
    ['echo "a: ["', /what it renders is no manifest/],
    ['echo "kind: Pod"', /what it renders is no manifest/],
    ['true', /it renders no object/],
    ['for a in 1 2; do echo "---\napiVersion: v1\nkind: Pod\nmetadata: { name: a }"; done', /renders Pod a twice/],
    ['kill -9 $$', /is ended by SIGKILL/],
  ])('is refused where the program does this: %s', (script, message) => {
    const program = stub('odd-helm', script);
    expect(() => render((scope) => chart(scope, { program }))).toThrow(message);
  });
});

describe('a folder of kustomize', () => {
  const write2 = () => {
    write('overlay/kustomization.yaml', 'resources: [deployment.yaml]\nnamePrefix: eu-\n');
    write(
      'overlay/deployment.yaml',
      `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'registry.example/web:1.4.2' }] }
`,
    );
    return join(folder, 'overlay');
  };
  const hasKubectl = (process.env.PATH ?? '').split(':').some((path) => existsSync(join(path, 'kubectl')));

  (hasKubectl ? test : test.skip)('is in the tree as what kubectl builds of it', () => {
    expect(
      named('Deployment', 'eu-web', (scope) => void new Kustomize(scope, 'web', { folder: write2() })),
    ).toMatchObject({
      metadata: { namespace: 'shop' },
    });
    expect(() =>
      render((scope) => void new Kustomize(scope, 'web', { folder: write2() }).object('Deployment', 'web')),
    ).toThrow(/Not found: "Deployment web": must be one of "Deployment eu-web"/);
  });

  test('needs the program, and says which one', () => {
    const props = { folder: write2(), builder: 'kustomize', program: join(folder, 'absent') } as const;
    expect(() => render((scope) => void new Kustomize(scope, 'web', props))).toThrow(
      /Kustomize shop\/web[^]*program[^]*Not found: the program "[^"]*absent"[^]*install kustomize/,
    );
  });
});
