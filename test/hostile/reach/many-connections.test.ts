import { runCommand } from '../../../lib/cli/run-command';
import { folderOf } from '../../cli/run-in-memory';

/** Of what is under a megabyte, nothing takes longer, and nothing takes more memory. */
const limit = { seconds: 10, bytes: 1e9 };

/** Runs a command of which only the length of the answer is kept, and the end of it. */
async function within(...args: readonly string[]) {
  const before = process.memoryUsage().rss;
  const started = process.cpuUsage();
  let length = 0;
  let end = '';
  let errors = '';
  const code = await runCommand(args, {
    write: (text) => {
      length += text.length;
      end = text.slice(-1000);
    },
    writeError: (text) => (errors += text),
    readInput: () => Promise.resolve(Buffer.from('')),
    color: false,
    today: '2027-01-15',
  });
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(limit.seconds);
  expect(process.memoryUsage().rss - before).toBeLessThan(limit.bytes);
  return { code, length, end, errors };
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const pod = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'a' },
  spec: { containers: [{ name: 'a', image: 'a' }] },
});
const policy = (spec: object, name = 'all') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'a' },
  spec: { podSelector: {}, ...spec },
});
const openPods = (count: number) => times(count, (i) => pod(`w${i}`));
const blocks = (count: number) =>
  policy({
    policyTypes: ['Egress'],
    egress: times(count, (i) => ({
      to: [{ ipBlock: { cidr: `10.${i >> 7}.${(i << 1) & 255}.0/24` } }],
      ports: [{ port: i + 1 }],
    })),
  });

function treeOf(...objects: readonly object[]): string {
  const text = objects.map((object) => JSON.stringify(object)).join('\n');
  expect(text.length).toBeLessThan(1_000_000);
  return folderOf({ 'a.json': text });
}

const tooMany = /^cdk8s-blueprints reach: more than \d+ connections are too many to list; ask for fewer, by --from/;

test.each(['csv', 'json', 'text'])(
  'every connection of very many open workloads is listed as %s, without all of them in memory',
  async (output) => {
    const { code, length, errors } = await within('reach', treeOf(...openPods(400)), '--output', output);
    expect({ code, errors: output === 'csv' ? '' : errors }).toEqual({ code: 0, errors: '' });
    expect(length).toBeGreaterThan(400 * 399 * 'a/w1 (Pod) => a/w2 (Pod): all connections'.length);
  },
  120_000,
);

test.each([
  ['open workloads', () => treeOf(...openPods(7_000))],
  ['as many open workloads as a large cluster has', () => treeOf(...openPods(1_500))],
  ['workloads that each have very many ranges', () => treeOf(...openPods(2_500), blocks(4_000))],
  [
    'workloads, one of them with a very long name',
    () => treeOf(...openPods(2_500), pod('x'.repeat(400_000)), policy({ ingress: [{}] }, 'y'.repeat(200_000))),
  ],
])(
  'more connections than anybody reads are refused, and the error says what to ask instead: %s',
  async (_what, tree) => {
    const { code, length, errors } = await within('reach', tree());
    expect({ code, length }).toEqual({ code: 2, length: 0 });
    expect(errors).toMatch(tooMany);
  },
  120_000,
);

test('of very many open workloads, those of one are listed', async () => {
  const { code, end } = await within('reach', treeOf(...openPods(7_000)), '--to', 'a/w6999');
  expect(code).toBe(0);
  expect(end).toContain('Assumptions:');
}, 120_000);

test('a picture of more than anybody follows says so', async () => {
  const { code, end } = await within('reach', treeOf(...openPods(300)), '--output', 'svg');
  expect(code).toBe(0);
  expect(end).toContain('connections are too many for a picture');
}, 120_000);

test('a picture of forty workloads that all talk is drawn', async () => {
  const { code, length } = await within('reach', treeOf(...openPods(40)), '--output', 'svg');
  expect(code).toBe(0);
  expect(length).toBeGreaterThan(40 * 39 * 100);
}, 120_000);

const onePort = policy({ ingress: [{ ports: [{ port: 80 }] }] });

test('two trees of very many connections are not compared, and that is said', async () => {
  const [open, bound] = [treeOf(...openPods(1_200)), treeOf(...openPods(1_200), onePort)];
  expect((await within('reach', bound, '--base', open)).errors).toMatch(tooMany);
  expect((await within('plan', bound, '--base', open)).end).toContain('not compared: more than');
}, 120_000);

test('two trees of as many connections as clusters have are compared in time', async () => {
  const [open, bound] = [treeOf(...openPods(300)), treeOf(...openPods(300), onePort)];
  expect((await within('reach', bound, '--base', open)).length).toBeGreaterThan(300 * 299 * 50);
  expect((await within('plan', bound, '--base', open)).end).toContain('more');
}, 120_000);

test('two lists of very many ranges are compared in time', async () => {
  const pods = [pod('a'), pod('b')];
  const { code, errors } = await within('reach', treeOf(...pods, blocks(6_000)), '--base', treeOf(...pods, blocks(10)));
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
}, 120_000);
