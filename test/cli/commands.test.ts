import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../lib/cli/commands/commands';

test('stand in the list by name, each once', () => {
  const names = commands.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)].sort());
});

describe.each(commands)('$name', ({ name, load }) => {
  const file = name.replace(' ', '-');

  test('has a file and tests named after it', () => {
    expect(existsSync(join(__dirname, '../../lib/cli/commands', `${file}.ts`))).toBe(true);
    expect(existsSync(join(__dirname, `${file}.test.ts`))).toBe(true);
  });

  test('says how it is used, with its own name', async () => {
    const { usage } = await load();
    expect(usage).toContain(name);
  });
});
