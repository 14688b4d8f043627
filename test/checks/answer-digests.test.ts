import { AnswerDigests } from '../../lib/checks/incremental/answer-digests';
import { readBytes } from '../../lib/reader/read-folder';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'cart', namespace: 'shop' } };
const pods = JSON.stringify({ about: 'kind', group: '', kind: 'Pod' });
const first = JSON.stringify({
  about: 'object',
  identity: { group: '', kind: 'Pod', namespace: 'shop', name: 'cart' },
});

function digestsOf(count: number) {
  const all = Array.from({ length: count }, () => ({ manifest: { ...pod } }));
  return { all, digests: new AnswerDigests(new ManifestSet(all)) };
}

test('equal objects are told apart by how many stand before them, in every tree alike', () => {
  const { all, digests } = digestsOf(3);
  const found = all.map((object) => digests.object(object));
  expect(new Set(found).size).toBe(3);
  const two = digestsOf(2);
  expect(two.all.map((object) => two.digests.object(object))).toEqual(found.slice(0, 2));
});

test('an answer of one object more is another answer, and the answer of the first is the same', () => {
  const [one, two] = [digestsOf(1).digests, digestsOf(2).digests];
  expect(two.answer(pods)).not.toBe(one.answer(pods));
  expect(two.answer(first)).toBe(one.answer(first));
  expect(digestsOf(2).digests.answer(pods)).toBe(two.answer(pods));
});

test('where an object comes from makes a difference only where another one has its identity', () => {
  const answer = (...origins: string[]) =>
    new AnswerDigests(new ManifestSet(origins.map((origin) => ({ manifest: pod, origin })))).answer(pods);
  expect(answer('a')).toBe(answer('b'));
  expect(answer('a', 'b')).not.toBe(answer('b', 'a'));
});

test('a number that was written in another way is another content', () => {
  const contentOf = (replicas: string) => {
    const document = `apiVersion: v1\nkind: Pod\nmetadata: { name: cart }\nreplicas: ${replicas}\n`;
    const manifests = new ManifestSet(readBytes('pod.yaml', Buffer.from(document)).manifests);
    return manifests.all.map((object) => new AnswerDigests(manifests).object(object));
  };
  expect(contentOf('1')).toHaveLength(1);
  expect(contentOf('01')).not.toEqual(contentOf('1'));
});
