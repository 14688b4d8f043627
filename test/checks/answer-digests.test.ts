import { AnswerDigests } from '../../lib/checks/incremental/answer-digests';
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

test('an object from another place is another object', () => {
  const here = new AnswerDigests(new ManifestSet([{ manifest: pod, origin: 'a' }]));
  const there = new AnswerDigests(new ManifestSet([{ manifest: pod, origin: 'b' }]));
  expect(here.answer(pods)).not.toBe(there.answer(pods));
});
