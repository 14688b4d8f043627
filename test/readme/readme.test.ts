import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Blocks that stand in the README because a comment above them names the file that they are. */
const quoted = [...readme.matchAll(/<!-- (\S+) -->\n\n```\w*\n([\s\S]*?)```/g)].map(([, file = '', text = '']) => ({
  file,
  text,
}));

test('the README quotes a program and its output', () => {
  expect(quoted.map(({ file }) => file.split('.').at(-1))).toEqual(expect.arrayContaining(['ts', 'yaml']));
});

test.each(quoted)('what the README shows of $file is that file', ({ file, text }) => {
  expect(text).toBe(readFileSync(join(root, file), 'utf8').replace("'../../lib'", "'cdk8s-blueprints'"));
});
