import * as fc from 'fast-check';
import { formatJournal, parseJournal, type Journal } from '../../../lib/synth/writer/journal';

const journal: Journal = { written: 3, removals: [{ file: 'dev/dev-1/shop/configmap.a.k8s.yaml', sha256: 'abc' }] };

test('a journal gives back what was written', () => {
  expect(parseJournal(formatJournal(journal))).toEqual(journal);
});

test('a journal of which a byte is another one is no journal', () => {
  const text = formatJournal(journal);
  fc.assert(
    fc.property(fc.nat(text.length - 2), fc.constantFrom('0', 'f', '\n', '/'), (at, character) => {
      fc.pre(text[at] !== character);

      expect(() => parseJournal(text.slice(0, at) + character + text.slice(at + 1))).toThrow(/damaged|this machine/);
    }),
  );
});

test.each(['', 'garbage', '\u0000\u0000', 'cdk8s-blueprints journal 2', 'cdk8s-blueprints journal 2\n0\n{}\n'])(
  '%j is no journal',
  (text) => {
    expect(() => parseJournal(text)).toThrow(/damaged|this machine/);
  },
);

test.each([
  '../victim',
  '/etc/passwd',
  'dev\\..\\..\\victim.k8s.yaml',
  'src/index.ts',
  '.staging/journal',
  'C:/a.k8s.yaml',
])('removes nothing that no synth writes, even with the right mark: %s', (file) => {
  expect(() => parseJournal(formatJournal({ written: 0, removals: [{ file, sha256: 'abc' }] }))).toThrow('damaged');
});

test('a journal of another machine is not accepted', () => {
  const text = formatJournal(journal);
  process.env.CDK8S_BLUEPRINTS_KEY = 'that of another machine';
  try {
    expect(() => parseJournal(text)).toThrow('no synth of this user on this machine has written it');
  } finally {
    delete process.env.CDK8S_BLUEPRINTS_KEY;
  }
});
