import { join } from 'node:path';
import { commands } from '../../lib/cli/commands/commands';
import { cli, folderOf } from '../cli/run-in-memory';
import { composerModule } from '../operators/composer-module';
import { hostileNames } from './names';

/** What no terminal may get from a command, or a line of a log end with. */
const unsafe = /[^\P{Cc}\n]|[\p{Bidi_Control}\u2028\u2029\uFEFF\u00AD]|\p{Cs}/u;

/** What GitHub Actions would obey, as its runner finds it in a log. */
const workflowCommand = /^\s*::[a-z-]+(?:::| .*::)|##\[/m;

/** Objects that have the name wherever a command might say it. */
function objects(name: string): readonly object[] {
  const metadata = { name, namespace: name, labels: { [name]: name }, annotations: { [name]: name } };
  const labels = { app: 'odd' };
  const containers = [{ name, image: name, ports: [{ name, containerPort: 80 }], env: [{ name, value: name }] }];
  const role = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'b', namespace: name },
      spec: { template: { metadata: { labels: { app: 'b' } }, spec: { containers } } },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: { podSelector: { matchLabels: labels }, ingress: [{ from: [{ podSelector: {} }] }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { selector: labels, ports: [{ name, port: 0, targetPort: name }] },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: [name] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: role,
      subjects: [
        { kind: 'User', name },
        { kind: 'Group', name },
      ],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { ...metadata, name: `${name}x` },
      roleRef: { ...role, name: 'away' },
      subjects: [{ kind: 'User', name }],
    },
    { apiVersion: 'example.com/v1', kind: name, metadata, spec: {} },
    { apiVersion: name, kind: 'Thing', metadata, [name]: name },
    { kind: name, metadata: { name: 1 } },
  ];
}

const malformed = (name: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'shop' },
  spec: { podSelector: { matchLabels: { [name]: name } }, ingress: [{ ports: [{ port: name }] }] },
});

function folder(name: string, ...more: readonly object[]): string {
  return folderOf({ 'a.json': [...objects(name), ...more].map((object) => JSON.stringify(object)).join('\n') });
}

/** A node that is too small, and a quota. */
function nodes(name: string): string {
  const labels = { 'kubernetes.io/hostname': name, agentpool: name };
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: { allocatable: { cpu: '1', pods: '0' } },
  };
  return folderOf({ 'nodes.json': JSON.stringify(node) });
}

/** How each command is made to say names; a command that is missing fails the first test. */
const runs: Readonly<Record<string, (name: string) => readonly (readonly string[])[]>> = {
  capacity: (name) => [
    ['capacity', folder(name), '--nodes', nodes(name)],
    ['capacity', folder(name), '--nodes', nodes(name), '--output', 'json'],
    ['capacity', folder(name), '--nodes', folder(name)],
  ],
  check: (name) => [
    ['check', folder(name), '--proofs'],
    ['check', folder(name), '--base', folder('b')],
    ['check', folder('b'), '--base', folder(name)],
  ],
  hook: (name) => [['hook', folder(name)]],
  krm: (name) => [
    ['krm', join(folderOf({ 'a.cjs': composerModule }), 'a.cjs')],
    ['krm', folder(name)],
  ],
  plan: (name) => [
    ['plan', folder(name), '--base', folder('b')],
    ['plan', folder('b'), '--base', folder(name), '--output', 'markdown'],
    ['plan', folder(name), '--base', name],
    ['plan', folder(name), '--base', folder('b'), '--acknowledge', name],
  ],
  reach: (name) => [
    ['reach', folder(name)],
    ['reach', folder(name), '--explain', '--exposure'],
    ['reach', folder(name), '--from', 'Deployment', '--to', 'b', '--explain'],
    ['reach', folder(name), '--from', 'nobody'],
    ['reach', folder(name), '--port', 'nobody'],
    ['reach', folder(name), '--base', folder('b')],
    ['reach', folder('b', malformed(name))],
  ],
  'schemas pull': (name) => {
    const config = (fields: object) => join(folderOf({ config: JSON.stringify(fields) }), 'config');
    const contexts = [{ name, context: { cluster: name, user: name } }];
    const clusters = [{ name, cluster: { server: name } }];
    return [
      ['schemas', 'pull', '--kubeconfig', config({ contexts, clusters: [] }), '--context', 'other'],
      ['schemas', 'pull', '--kubeconfig', config({ 'current-context': name, contexts, clusters: [] })],
      [
        'schemas',
        'pull',
        '--kubeconfig',
        config({ 'current-context': name, contexts, clusters, users: [{ name, user: {} }] }),
      ],
    ];
  },
  survive: (name) => [
    ['survive', folder(name), '--without', 'cluster:cluster'],
    ['survive', folder(name), '--without', 'cluster:cluster', '--output', 'markdown'],
    ['survive', folder('b', malformed(name)), '--without', 'cluster:cluster'],
  ],
  synth: () => [],
  verify: (name) => [
    ['verify', folderOf({ 'a.yaml': 'a: 1' }), '--app', 'true'],
    ['verify', name, '--app', 'true'],
  ],
  'who-can': (name) => [
    ['who-can', 'get', 'secrets', folder(name)],
    ['who-can', 'get', 'secrets', folder(name), '--output', 'json'],
  ],
};

/** Whoever writes an argument may write to the terminal, but arguments come out of scripts, too. */
const inArguments = (name: string): readonly (readonly string[])[] => [
  [name],
  ['hook', name],
  ['hook', join(folderOf({ 'a.cjs': composerModule }), 'a.cjs'), '--port', name],
  ['krm', name],
  ['capacity', folder('b'), '--nodes', name],
  ['capacity', folder('b'), '--cluster', name],
  ['check', '-', '--profile', name],
  ['check', name],
  ['check', '-', '--output', name],
  ['reach', folder('b'), '--from', name],
  ['reach', folder('b'), '--port', name],
  ['schemas', 'pull', '--kubeconfig', name],
  ['survive', folder('b'), '--without', name],
  ['survive', folder('b'), '--without', `cluster:${name}`],
  ['survive', folder('b'), '--without', 'cluster:cluster', '--environment', name],
  ['synth', name],
  ['synth', `--${name}`],
  ['who-can', name, name, folder('b')],
];

test('every command has runs', () => {
  expect(Object.keys(runs).sort()).toEqual(commands.map(({ name }) => name).sort());
});

const cases = Object.keys(runs).flatMap((command) =>
  Object.entries(hostileNames).map(([what, name]) => ({ command, what, name })),
);

test.each(cases)('$command prints no line of its making for $what', async ({ command, name }) => {
  for (const args of runs[command]?.(name) ?? []) {
    const { out, errors } = await cli(args, JSON.stringify(objects(name)[0]));
    expect(out + errors).not.toMatch(unsafe);
    expect(out + errors).not.toMatch(workflowCommand);
    const made = name
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '' && line !== 'Assumptions:');
    const lines = new Set((out + errors).split('\n'));
    for (const line of made) for (const indent of ['', '  ', '    ']) expect(lines).not.toContain(indent + line.trim());
  }
});

test.each(Object.entries(hostileNames))(
  'no terminal obeys an argument that an error repeats: %s',
  async (_what, name) => {
    for (const args of inArguments(name)) {
      const { out, errors } = await cli(args);
      expect(out + errors).not.toMatch(unsafe);
      expect(out + errors).not.toMatch(workflowCommand);
    }
  },
);
