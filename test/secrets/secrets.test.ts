import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import {
  allChecks,
  Cluster,
  ClusterChart,
  Environment,
  Fleet,
  flux,
  Port,
  runChecks,
  WebService,
  type FluxOptions,
} from '../../lib';
import {
  ClusterSecretStore,
  ExternalSecret,
  SealedSecret,
  SecretStore,
  SopsSecret,
  type ExternalSecretProps,
  type SealedSecretProps,
  type SecretReference,
} from '../../lib/secrets';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { exampleCluster } from '../example-fleet';
import { synthesized } from '../gitops/synthesized';
import { sharedCatalog } from '../schema/shared-definitions';
import { describeWithShared } from '../shared-folder';

/** As kubeseal makes it for an RSA key of 4096 bits: the length of the session key, the session key, the value with its tag. */
const sealed = Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512, 7), Buffer.alloc(24, 9)]).toString('base64');

const store = { kind: 'ClusterSecretStore', name: 'vault' } as const;
const data = { password: { key: 'prod/db', property: 'password' }, user: 'prod/db-user' };

function fleetOf(deploy: (chart: ClusterChart) => void, gitOps?: FluxOptions, outdir = 'dist'): Fleet {
  const environment = new Environment('dev');
  const cluster = new Cluster('dev-1', {
    environment,
    kubernetesVersion: '1.34',
    ...(gitOps === undefined ? {} : { gitOps: flux(gitOps) }),
  });
  return new Fleet({ clusters: [cluster], outdir, report: false }).deploy((scope) =>
    deploy(new ClusterChart(scope, 'shop', { namespace: 'shop' })),
  );
}

function render(deploy: (chart: ClusterChart) => void): readonly Manifest[] {
  return fleetOf(deploy)
    .render('dev-1')
    .manifests.map(({ manifest }) => manifest);
}

function specOf(kind: string, deploy: (chart: ClusterChart) => void): unknown {
  return render(deploy).find((object) => object.kind === kind)?.spec;
}

const external = (chart: ClusterChart, props: Partial<ExternalSecretProps> = {}) =>
  new ExternalSecret(chart, 'database', { store, data, ...props });
const seal = (chart: ClusterChart, props: Partial<SealedSecretProps> = {}) =>
  new SealedSecret(chart, 'database', { encryptedData: { password: sealed }, ...props });

/** A service that has one key as a variable, all of them as variables, and all of them as files, twice. */
function use(chart: ClusterChart, secret: SecretReference): void {
  new WebService(chart, 'web', {
    image: 'registry.example/web:1.4.2',
    port: Port.http(8080),
    env: { PASSWORD: secret.value('password') },
    config: [secret.asEnvironment(), secret.mount('/etc/database'), secret.mount('/etc/old')],
  });
}

let folder = '';
const sopsFile = (text: string): string => {
  writeFileSync(join(folder, 'database.yaml'), text);
  return join(folder, 'database.yaml');
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const encrypted = (value: string) => `ENC[AES256_GCM,data:${value},iv:3q2+7w==,tag:3q2+7w==,type:str]`;
/** With keys in an order that our own writer would change. */
const sops = (namespace = 'shop', password = encrypted('BcUZ3w==')) =>
  `kind: Secret
apiVersion: v1
metadata:
    namespace: ${namespace}
    name: database
stringData:
    password: ${password}
sops:
    version: 3.9.0
    mac: ${encrypted('3q2+7w==')}
`;

const sources: readonly (readonly [string, (chart: ClusterChart) => { readonly secret: SecretReference }])[] = [
  ['ExternalSecret', external],
  ['SealedSecret', seal],
  ['SopsSecret', (chart) => new SopsSecret(chart, 'database', { file: sopsFile(sops()) })],
];

describe.each(sources)('the Secret of a %s', (_, make) => {
  test('is a variable, variables and a volume of a workload, and no reference to it dangles', () => {
    const fleet = fleetOf((chart) => use(chart, make(chart).secret));
    const { findings } = fleet.check('dev-1');
    expect(findings.filter(({ id, severity }) => id === 'require-secret' || severity === 'error')).toEqual([]);
    const { manifests } = fleet.render('dev-1');
    expect(manifests.find(({ manifest }) => manifest.kind === 'Deployment')?.manifest.spec).toMatchObject({
      template: {
        spec: {
          volumes: [{ name: 'database', secret: { secretName: 'database' } }],
          containers: [
            {
              env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } }],
              envFrom: [{ secretRef: { name: 'database' } }],
              volumeMounts: [
                { name: 'database', mountPath: '/etc/database', readOnly: true },
                { name: 'database', mountPath: '/etc/old', readOnly: true },
              ],
            },
          ],
        },
      },
    });
  });

  test('has no key that is not in it', () => {
    expect(() => render((chart) => void make(chart).secret.value('passwort'))).toThrow(
      /key[^]*Not found: "passwort"[^]*write "password"/,
    );
  });
});

describe('an ExternalSecret', () => {
  test('says what the API server would fill in, so that no engine sees a difference', () => {
    expect(specOf('ExternalSecret', external)).toEqual({
      refreshInterval: '1h0m0s',
      secretStoreRef: store,
      target: { name: 'database', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        { secretKey: 'password', remoteRef: { key: 'prod/db', property: 'password' } },
        { secretKey: 'user', remoteRef: { key: 'prod/db-user' } },
      ],
    });
  });

  test.each([
    [Duration.minutes(90), '1h30m0s'],
    [Duration.minutes(15), '15m0s'],
    [Duration.seconds(30), '30s'],
    [Duration.days(2), '48h0m0s'],
  ])('asks its store as often as it is told, in the words of Go: %s', (refreshInterval, text) => {
    expect(specOf('ExternalSecret', (chart) => void external(chart, { refreshInterval }))).toMatchObject({
      refreshInterval: text,
    });
  });

  test('has the keys of its template, where it has one', () => {
    const template = { url: 'postgres://{{ .user }}:{{ .password }}@db' };
    expect(() => render((chart) => void external(chart, { template }).secret.value('password'))).toThrow(
      'must be one of "url"',
    );
    expect(specOf('ExternalSecret', (chart) => void external(chart, { template, type: 'Opaque' }))).toMatchObject({
      target: { template: { engineVersion: 'v2', mergePolicy: 'Replace', type: 'Opaque', data: template } },
    });
  });

  test('takes any key where the store has a map of them', () => {
    expect(
      specOf('ExternalSecret', (chart) => {
        new ExternalSecret(chart, 'all', { store, dataFrom: ['prod/db'] }).secret.value('whatever');
      }),
    ).toMatchObject({ dataFrom: [{ extract: { key: 'prod/db' } }] });
  });

  test('that fetches nothing is refused', () => {
    expect(() => render((chart) => void new ExternalSecret(chart, 'none', { store }))).toThrow(
      /data[^]*Required value: the Secret would be empty/,
    );
  });
});

describe('a SealedSecret', () => {
  test('says in the cluster and in its template where it may be decrypted', () => {
    const annotations = { 'sealedsecrets.bitnami.com/namespace-wide': 'true' };
    const objects = render((chart) => void seal(chart, { scope: 'namespace-wide', type: 'Opaque' }));
    expect(objects.find(({ kind }) => kind === 'SealedSecret')).toMatchObject({
      metadata: { name: 'database', namespace: 'shop', annotations },
      spec: {
        encryptedData: { password: sealed },
        template: { metadata: { name: 'database', namespace: 'shop', annotations }, type: 'Opaque' },
      },
    });
  });

  test.each(['aHVudGVyMg==', 'hunter2', '', Buffer.alloc(800, 1).toString('base64')])(
    'that nobody sealed is refused, and its value stays out of the message: %j',
    (password) => {
      let message = '';
      try {
        render((chart) => void seal(chart, { encryptedData: { password } }));
      } catch (error) {
        message = String(error);
      }
      expect(message).toMatch(/encryptedData\.password[^]*kubeseal did not make it/);
      if (password !== '') expect(message).not.toContain(password);
    },
  );
});

describe('a file that SOPS encrypted', () => {
  const deploy = (chart: ClusterChart): void => {
    new SopsSecret(chart, 'database', { file: sopsFile(sops()) });
  };
  const repository = { url: 'https://git.example/platform', revision: 'main', path: 'dist' };

  test('comes into the tree to the byte, a second time as well', () => {
    const fleetIn = (outdir: string) => fleetOf(deploy, { repository, decryption: { secretName: 'keys' } }, outdir);
    const { outdir, remove } = synthesized(fleetIn);
    const written = () => readFileSync(join(outdir, 'dev/dev-1/shop/secret.database.k8s.yaml'), 'utf8');
    expect(written()).toBe(sops());
    synthesized(fleetIn, outdir);
    expect(written()).toBe(sops());
    expect(readFileSync(join(outdir, 'dev/dev-1/flux-system/kustomization.dev-1-shop.k8s.yaml'), 'utf8')).toContain(
      'decryption:\n    provider: sops\n    secretRef:\n      name: keys\n',
    );
    remove();
  });

  test('stops the synth where Flux is told of no keys', () => {
    expect(() => synthesized((outdir) => fleetOf(deploy, { repository }, outdir))).toThrow(
      /require-decryption[^]*flux would apply the object encrypted/,
    );
  });

  test('cannot be patched: what SOPS authenticates is the whole file', () => {
    const patched = (chart: ClusterChart): void => {
      deploy(chart);
      chart.patch({ kind: 'Secret', name: 'database' }, JsonPatch.add('/type', 'Opaque'));
    };
    expect(() => synthesized((outdir) => fleetOf(patched, undefined, outdir))).toThrow(
      /Secret shop\/database[^]*it is encrypted, and something changes it/,
    );
  });

  test.each([
    ['readable values', sops('shop', 'hunter2'), /values would be readable[^]*change the credential/],
    ['another namespace', sops('other'), /not in the namespace "shop"/],
    ['no Secret', 'kind: ConfigMap\n', /does not hold one Secret/],
    ['two of them', `${sops()}---\n${sops()}`, /does not hold one Secret/],
    [
      'an encrypted name',
      sops().replace('name: database', `name: ${encrypted('3q2+7w==')}`),
      /its name cannot be read/,
    ],
  ])('with %s is refused', (_, text, message) => {
    expect(() => render((chart) => void new SopsSecret(chart, 'database', { file: sopsFile(text) }))).toThrow(message);
    expect(() => render((chart) => void new SopsSecret(chart, 'database', { file: sopsFile(text) }))).not.toThrow(
      'hunter2',
    );
  });

  test('that is not there is refused', () => {
    expect(() => render((chart) => void new SopsSecret(chart, 'database', { file: 'absent.yaml' }))).toThrow(
      /file[^]*cannot be read/,
    );
  });
});

describe('a store', () => {
  test.each([{}, { vault: {}, aws: {} }])('that is not one is refused: %j', (provider) => {
    expect(() => render((chart) => void new SecretStore(chart, 'vault', { provider }))).toThrow(
      /provider[^]*one store/,
    );
  });
});

test('Flux keeps an ExternalSecret that makes up its values, and prunes one whose values a store has', () => {
  const generated = {
    dataFrom: [
      {
        sourceRef: {
          generatorRef: { apiVersion: 'generators.external-secrets.io/v1alpha1', kind: 'Password', name: 'p' },
        },
      },
    ],
  };
  const { manifests } = fleetOf(
    (chart) => {
      external(chart);
      new ApiObject(chart, 'generated', {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'generated' },
        spec: generated,
      });
    },
    { repository: { url: 'https://git.example/platform', revision: 'main', path: 'dist' } },
  ).render('dev-1');
  const kept = manifests.filter(
    ({ manifest: { metadata } }) => metadata.annotations?.['kustomize.toolkit.fluxcd.io/prune'] === 'disabled',
  );
  expect(kept.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.name}`).sort()).toEqual([
    'ExternalSecret generated',
    'Namespace shop',
  ]);
});

describeWithShared('the upstream definitions', () => {
  test('accept every object', () => {
    const { manifests } = fleetOf((chart) => {
      const aws = {
        aws: { service: 'SecretsManager', region: 'eu-west-1', auth: { jwt: { serviceAccountRef: { name: 'eso' } } } },
      };
      new SecretStore(chart, 'own', { provider: aws });
      new ClusterSecretStore(chart, 'vault', { provider: aws });
      external(chart, { template: { a: '{{ .user }}' }, type: 'Opaque' });
      new ExternalSecret(chart, 'all', { store, dataFrom: [{ key: 'a', property: 'b', version: '3' }] });
      new SealedSecret(chart, 'sealed', { encryptedData: { password: sealed }, scope: 'cluster-wide', type: 'Opaque' });
    }).render('dev-1');
    const own = manifests.filter(({ manifest }) => /Secret|Store/.test(manifest.kind));
    const { findings } = runChecks({
      manifests: own,
      cluster: exampleCluster(),
      schemas: sharedCatalog('external-secrets', 'sealed-secrets'),
      checks: allChecks.filter(({ id }) => ['valid-schema', 'require-definition', 'valid-rules'].includes(id)),
    });
    expect(own).toHaveLength(5);
    expect(findings).toEqual([]);
  });
});
