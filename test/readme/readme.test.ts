import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs')).flatMap((file) => (file.endsWith('.md') ? [`docs/${file}`] : [])),
];
const texts = pages.map((page) => ({ page, text: readFileSync(join(root, page), 'utf8') }));

/** Blocks that stand in a page because a comment above them names the file that they are. */
const quoted = texts.flatMap(({ text: page }) =>
  [...page.matchAll(/<!-- (\S+) -->\n\n```\w*\n([\s\S]*?)```/g)].map(([, file = '', text = '']) => ({ file, text })),
);

test('the README quotes a program and its output', () => {
  expect(quoted.map(({ file }) => file.split('.').at(-1))).toEqual(expect.arrayContaining(['ts', 'yaml']));
});

test.each(texts)('every program that $page shows is a file that is built and run', ({ text }) => {
  const programs = [...text.matchAll(/```ts\n/g)];
  const fromFiles = [...text.matchAll(/<!-- \S+\.ts -->\n\n```ts\n/g)];
  expect(fromFiles).toHaveLength(programs.length);
});

test.each(quoted)('what a page shows of $file is that file', ({ file, text }) => {
  expect(text).toBe(
    readFileSync(join(root, file), 'utf8').replaceAll(/'\.\.\/\.\.\/lib(\/\w+)?'/g, "'cdk8s-blueprints$1'"),
  );
});
