import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import type { Manifest } from '../../lib/manifest/objects/manifest';
import { readManifests } from '../../lib/reader/read-manifests';
import { renderApiObject } from '../../lib/synth/render-api-object';
import { formatYaml } from '../../lib/synth/yaml/format-yaml';
import { isManifest } from '../../lib/manifest/objects/manifest';
import { planned, plannedTrees } from '../plan/planned';

const head = 'apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: a\n  namespace: shop\n';
const spec =
  'spec:\n  list:\n    - 9007199254740993\n    - 1\n  most: 18446744073709551615\n  size: -9007199254740993\n';

function read(text: string): Manifest {
  const [located] = readManifests('a.yaml', text).manifests;
  if (located === undefined) throw new Error('nothing was read');
  return located.manifest;
}

function rendered(props: Manifest, patches: readonly JsonPatch[] = []): string {
  const object = new ApiObject(new Chart(new App(), 'chart'), 'object', props);
  for (const patch of patches) object.addJsonPatch(patch);
  const result = renderApiObject(object);
  if (!isManifest(result)) throw new Error('no manifest');
  return formatYaml(result);
}

describe('an integer beyond 2^53', () => {
  test('is written with the digits that were read', () => {
    expect(formatYaml(read(head + spec))).toBe(head + spec);
    expect(formatYaml(read(`${head}spec:\n  size: 0x20000000000001\n`))).toContain('size: 9007199254740993\n');
  });

  test('keeps its digits in an object that cdk8s renders, and beside a patch', () => {
    expect(rendered(read(head + spec))).toContain(spec);
    expect(rendered(read(`${head}${spec}  other: null\n`))).toContain('size: -9007199254740993\n');
    const patched = rendered(read(head + spec), [JsonPatch.replace('/spec/most', 5)]);
    expect(patched).toContain('size: -9007199254740993\n');
    expect(patched).toContain('most: 5\n');
  });

  test('that changes by less than a number of JavaScript can tell is a change of a plan', () => {
    const before = `${head}spec: {size: 9007199254740993, list: [9007199254740993]}\n`;
    expect(plannedTrees(before, before).objects).toEqual([]);
    expect(planned(before, before.replaceAll('993', '992')).changes).toEqual([
      { path: 'spec.size', from: '9007199254740993', to: 9007199254740992 },
      { path: 'spec.list', from: ['9007199254740993'], to: [9007199254740992] },
    ]);
  });

  test('is no change where it is written in another way', () => {
    expect(
      plannedTrees(`${head}spec: {size: 9007199254740993}`, `${head}spec: {size: 0x20000000000001}`).objects,
    ).toEqual([]);
  });
});
