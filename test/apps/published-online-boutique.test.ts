import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { onlineBoutique } from '../../apps/online-boutique/fleet';
import { isJsonArray, isJsonObject, type JsonValue } from '../../lib/manifest/objects/json';
import { isManifest, type Manifest } from '../../lib/manifest/objects/manifest';
import { describeWithShared, shared } from '../shared-folder';

describeWithShared('in dev, every published field is there and equal', () => {
  const published = parseAllDocuments(readFileSync(shared('inputs/online-boutique.yaml'), 'utf8')).flatMap(
    (document) => {
      const value: unknown = document.toJS();
      return isManifest(value) ? [value] : [];
    },
  );
  const ours = onlineBoutique.render('dev-euw1').manifests.map(({ manifest }) => manifest);
  const find = ({ kind, metadata }: Manifest) =>
    ours.find((manifest) => manifest.kind === kind && manifest.metadata.name === metadata.name);

  test('with its twelve workloads', () => {
    expect(published.filter(({ kind }) => kind === 'Deployment')).toHaveLength(12);
  });

  test.each(published.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
    '%s',
    (_, manifest) => {
      expect(missingFields(manifest, find(manifest), '')).toEqual([]);
    },
  );
});

/** Paths of the published object where ours has nothing, or something else. List items pair up by name, or by position. */
function missingFields(theirs: JsonValue | undefined, own: JsonValue | undefined, at: string): string[] {
  if (isJsonObject(theirs) && isJsonObject(own)) {
    return Object.entries(theirs).flatMap(([key, value]) => missingFields(value, own[key], `${at}.${key}`));
  }
  if (isJsonArray(theirs) && isJsonArray(own)) {
    return theirs.flatMap((item, index) => missingFields(item, counterpart(item, own, index), `${at}[${index}]`));
  }
  return theirs === own ? [] : [`${at}: published ${JSON.stringify(theirs)}, ours ${JSON.stringify(own)}`];
}

function counterpart(item: JsonValue, list: readonly JsonValue[], index: number): JsonValue | undefined {
  const name = isJsonObject(item) ? item.name : undefined;
  return name === undefined ? list[index] : list.find((other) => isJsonObject(other) && other.name === name);
}
