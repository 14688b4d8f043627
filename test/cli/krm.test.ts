import { join } from 'node:path';
import { composerModule } from '../operators/composer-module';
import { cli, folderOf } from './run-in-memory';

const folder = folderOf({ 'platform.cjs': composerModule, 'empty.cjs': 'module.exports = {};' });
const platform = join(folder, 'platform.cjs');

function greeting(spec: string): string {
  return `apiVersion: config.kubernetes.io/v1
kind: ResourceList
items:
  - apiVersion: platform.example.com/v1
    kind: Greeting
    metadata: { name: hello, namespace: shop }
    spec: ${spec}
`;
}

test('writes the list with the objects that others stand for', async () => {
  const { code, out, errors } = await cli(['krm', platform], greeting('{ text: good day }'));
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(out).toContain(`  - apiVersion: v1
    data:
      text: good day
    kind: ConfigMap
    metadata:
      name: hello
      namespace: shop
`);
});

test('ends with 1 where an object is refused, and says why in the list', async () => {
  const { code, out } = await cli(['krm', platform], greeting('{}'));
  expect(code).toBe(1);
  expect(out).toContain('message: "Required value; fix: say it"');
  expect(out).not.toContain('ConfigMap');
});

test.each([
  [[], 'one module is expected'],
  [[platform, platform], 'one module is expected'],
  [[join(folder, 'empty.cjs')], 'exports no Composition of cdk8s-blueprints/operators'],
  [[join(folder, 'missing.cjs')], 'missing.cjs: no such module: a file of JavaScript is expected'],
  [[folder], 'no such module: a file of JavaScript is expected, or a folder with an index.js'],
  [[platform, '--fast'], 'unknown option --fast'],
])('refuses %j', async (args, message) => {
  const { code, out, errors } = await cli(['krm', ...args], 'kind: List');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(errors).toContain(message);
});

test('refuses what is no ResourceList', async () => {
  expect(await cli(['krm', platform], 'kind: List')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('standard input must be one ResourceList') as string,
  });
});
