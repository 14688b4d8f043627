import { formatComplaint, type Complaint } from './judge/complaint';
import { judgeTree, judgeUpgrade } from './judge/judge-tree';
import { cart, definition, sampleObjects, soup } from './sample-object';
import { describeVersions } from './describe-versions';

const formatAll = (complaints: readonly Complaint[]): string[] => complaints.map(formatComplaint);

describeVersions('an object that the server accepts as it is', (cluster) => {
  const judge = async (text: string): Promise<string[]> =>
    formatAll(await judgeTree(cluster, { name: 'sample', objects: sampleObjects(text) }));

  test('is not complained about', async () => {
    expect(await judge(cart)).toEqual([]);
  });

  test('may be a custom resource whose definition is in the tree, before or after it', async () => {
    expect(await judge(`${definition}---${soup}`)).toEqual([]);
    expect(await judge(`${soup}---${definition}`)).toEqual([]);
  });

  test('leaves nothing behind that a later tree could build on', async () => {
    await judge(`${definition}---${soup}---${cart}`);
    expect(await judge(soup)).toEqual([
      expect.stringContaining('no kind "Recipe" is served in version "conformance.example.com/v1"'),
    ]);
    expect(await judge(cart.replaceAll('app: cart', 'app: basket'))).toEqual([]);
  });
});

describeVersions('a broken object is named with its construct', (cluster) => {
  const broken: Record<string, readonly [text: string, words: string]> = {
    'unknown field': [cart.replace('replicas: 2', 'replica: 2'), '.spec.replica: field not declared in schema'],
    'wrong type': [cart.replace('replicas: 2', 'replicas: two'), 'expected numeric'],
    'duplicate key': [cart.replace('replicas: 2', 'replicas: 2\n  replicas: 3'), 'already set in map'],
    'unknown value of an enumeration': [
      cart.replace('      containers:', '      restartPolicy: Sometimes\n      containers:'),
      'spec.template.spec.restartPolicy: Unsupported value: "Sometimes"',
    ],
    'YAML 1.1 boolean where a string is wanted': [cart.replace('app: cart\nspec', 'app: yes\nspec'), 'expected string'],
    'selector that does not match': [cart.replace('      app: cart', '      app: basket'), '`selector` does not match'],
    'value that the server writes another way': [
      cart.replace('cpu: 250m', 'cpu: 1000m'),
      'changed  Deployment boutique/cart  spec.template.spec.containers[0].resources.requests.cpu\n' +
        '  "1000m" was sent and came back as "1"',
    ],
    'value that the server drops': [
      `${cart}status:\n  readyReplicas: 2\n`,
      'status.readyReplicas\n  2 was sent and is gone',
    ],
    'unknown field of a custom resource': [
      `${definition}---${soup.replace('servings: 4', 'servings: 4\n  spice: 1')}`,
      '.spec.spice: field not declared in schema',
    ],
    'CEL violation': [`${definition}---${soup.replace('servings: 4', 'servings: 9')}`, 'more servings than fit'],
    'unknown kind': [cart.replace('Deployment', 'Deploiment'), 'no kind "Deploiment" is served'],
  };

  test.each(Object.entries(broken))('%s', async (_, [text, words]) => {
    const complaints = formatAll(await judgeTree(cluster, { name: 'sample', objects: sampleObjects(text) }));
    expect(complaints.join('\n')).toContain(words);
    expect(complaints.join('\n')).toMatch(/^ {2}file: sample.k8s.yaml\n {2}from: sample\/(cart|soup)$/m);
  });
});

describeVersions('an upgrade that the server refuses is named with its construct', (cluster) => {
  const upgrade = async (previous: string, next: string): Promise<string[]> =>
    formatAll(await judgeUpgrade(cluster, sampleObjects(previous), sampleObjects(next)));

  test('immutable field', async () => {
    const complaints = await upgrade(cart, cart.replaceAll('app: cart', 'app: basket'));
    expect(complaints).toEqual([expect.stringContaining('spec.selector: Invalid value')]);
    expect(complaints).toEqual([expect.stringContaining('field is immutable')]);
    expect(complaints).toEqual([expect.stringContaining('from: sample/cart')]);
  });

  test('CEL rule about changes', async () => {
    const changed = soup.replace('course: first', 'course: second');
    expect(await upgrade(`${definition}---${soup}`, `${definition}---${changed}`)).toEqual([
      expect.stringMatching(/Invalid value: .*course is immutable[^]*from: sample\/soup/),
    ]);
  });

  test('an upgrade from what the server would not take is an error, not a verdict', async () => {
    await expect(upgrade(cart.replace('replicas: 2', 'replica: 2'), cart)).rejects.toThrow('nothing to upgrade from');
  });

  test('nothing is said about a change that is allowed, nor about none', async () => {
    expect(await upgrade(cart, cart.replace('replicas: 2', 'replicas: 3'))).toEqual([]);
    expect(await upgrade(cart, cart)).toEqual([]);
  });
});
