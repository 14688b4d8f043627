import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { flag, flagAccessors, type Flag } from '../../lib/flags';
import { newCheckout } from './flags-fleet';

const flags: Readonly<Record<string, Flag>> = {
  'new-checkout': newCheckout,
  theme: flag({
    variants: { dark: '#000', light: '#fff' },
    defaultVariant: 'light',
    owner: 'team-web',
    description: 'Ends a comment: */ process.exit(1)',
  }),
  'page.size': flag({ variants: { small: 10, large: 50 }, defaultVariant: 'small', owner: 'team-web' }),
  limits: flag({ variants: { usual: { items: 5 }, more: { items: 50 } }, defaultVariant: 'usual', owner: 'team-web' }),
};

test('each flag becomes a function of its type, that falls back to the default variant', () => {
  expect(flagAccessors('shopFlags', flags)).toMatchSnapshot();
});

test('the module compiles, strictly, and a wrong use of it does not', () => {
  const use = `import { OpenFeature } from '@openfeature/server-sdk';
import { shopFlags } from './shop-flags';
const client = OpenFeature.getClient();
export const checkout: Promise<boolean> = shopFlags.newCheckout(client, { email: 'a@shop.example' });
export const theme: Promise<'#000' | '#fff'> = shopFlags.theme(client);
export const size: Promise<10 | 50> = shopFlags.pageSize(client);
export const wrong: Promise<string> = shopFlags.newCheckout(client);
`;
  expect(compile({ 'shop-flags.ts': flagAccessors('shopFlags', flags), 'use.ts': use })).toEqual([
    expect.stringContaining("Type 'Promise<boolean>' is not assignable to type 'Promise<string>'"),
  ]);
});

test('what docs/feature-flags.md says of it is so', () => {
  const page = readFileSync('docs/feature-flags.md', 'utf8');
  const [make = '', use = ''] = [...page.matchAll(/^```typescript\n(.*?)^```$/gms)].map(([, code]) => code);
  const written: Record<string, string> = {};
  const modules: Readonly<Record<string, unknown>> = {
    'node:fs': { writeFileSync: (file: string, text: string) => (written[file] = text) },
    'cdk8s-blueprints/flags': { flag, flagAccessors },
  };
  const program = ts.transpile(make, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });
  runInNewContext(program, { exports: {}, require: (name: string) => modules[name] });
  expect(Object.keys(written)).toEqual(['shop-flags.ts']);
  expect(compile({ ...written, 'use.ts': use })).toEqual([]);
});

/** What the compiler says of a program of some files, the last of which is its beginning. */
function compile(files: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'flag-accessors-'));
  try {
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const program = ts.createProgram([join(folder, 'use.ts')], {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      module: ts.ModuleKind.Node16,
      target: ts.ScriptTarget.ES2022,
      types: [],
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('two flags that would be one function, and a name that is none, are refused', () => {
  expect(() => flagAccessors('shopFlags', { 'new-checkout': newCheckout, new_checkout: newCheckout })).not.toThrow();
  expect(() => flagAccessors('shopFlags', { 'new-checkout': newCheckout, 'new.checkout': newCheckout })).toThrow(
    /would be one function/,
  );
  expect(() => flagAccessors('shop flags', flags)).toThrow(/must be the name of a constant/);
});
