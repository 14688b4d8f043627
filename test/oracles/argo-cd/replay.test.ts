import { argoCd } from '../../../lib';
import { Field } from '../../../lib/manifest/objects/field';
import { apiGroup } from '../../../lib/manifest/objects/api-version';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../../lib/manifest/objects/object-identity';
import { repository } from '../../gitops/example-tree';
import { lastingDifferences } from '../../gitops/replay/lasting-differences';
import { replayTree } from '../../gitops/replay/replay-tree';
import { writers } from '../../gitops/replay/writers';
import { canIgnoreFields, withoutIgnoredFields } from './ignored-fields';

/** The rules that an Application has for an object. */
function rulesFor({ apiVersion, kind, metadata }: Manifest, tree: readonly Manifest[]) {
  const entries = tree
    .flatMap((each) => Field.root(each).at('spec', 'ignoreDifferences').items())
    .filter(
      (entry) =>
        (entry.at('group').text ?? '') === apiGroup(apiVersion) &&
        entry.at('kind').text === kind &&
        entry.at('name').text === metadata.name &&
        (entry.at('namespace').text ?? '') === (metadata.namespace ?? ''),
    );
  const texts = (field: string) =>
    entries.flatMap((entry) =>
      entry
        .at(field)
        .items()
        .flatMap(({ text }) => text ?? []),
    );
  return { jsonPointers: texts('jsonPointers'), jqPathExpressions: texts('jqPathExpressions') };
}

(canIgnoreFields ? describe : describe.skip)('under Argo CD, by its rules', () => {
  const tree = replayTree(argoCd({ repository }));
  const withoutIgnored = async (objects: readonly Manifest[]): Promise<readonly Manifest[]> =>
    // A program that takes fields out of an object leaves one.
    (await withoutIgnoredFields(
      objects.map((object) => ({ object, ...rulesFor(object, tree) })),
    )) as unknown as readonly Manifest[];

  test.each(writers.map((writer) => [writer.name, writer] as const))(
    '%s writes back no lasting difference',
    async (_, writer) => {
      const written = tree.flatMap((declared) => {
        const live = writer.write(declared, tree);
        return live === undefined ? [] : [{ declared, live }];
      });
      expect(written.length).toBeGreaterThan(0);
      const declared = await withoutIgnored(written.map((each) => each.declared));
      const live = await withoutIgnored(written.map((each) => each.live));
      expect(declared.flatMap((each, index) => lastingDifferences(each, live[index] ?? each))).toEqual([]);
    },
  );

  test('what Argo Rollouts writes would be a difference without the rules', () => {
    const differences = tree.flatMap((declared) =>
      lastingDifferences(
        declared,
        writers.reduce((live, { write }) => write(live, tree) ?? live, declared),
      ),
    );
    const owned = tree.filter((object) => rulesFor(object, tree).jqPathExpressions.length > 0);
    const names = owned.map((object) => formatIdentity(identityOf(object)));
    for (const kind of ['DestinationRule', 'VirtualService']) {
      expect(names).toContain(`${kind} shop/catalog`);
      expect(differences.some((difference) => difference.startsWith(`${kind} shop/catalog `))).toBe(true);
    }
  });

  test('leaves every other field of an object with rules to the tree', async () => {
    const owned = tree.filter((object) => rulesFor(object, tree).jqPathExpressions.length > 0);
    const changed = owned.map((object) => ({
      ...object,
      spec: { ...(object.spec as object), host: 'other', hosts: ['other'] },
    }));
    const [declared, live] = [await withoutIgnored(owned), await withoutIgnored(changed)];
    for (const [index, object] of declared.entries())
      if (['DestinationRule', 'VirtualService'].includes(object.kind))
        expect(lastingDifferences(object, live[index] ?? object)).not.toEqual([]);
  });
});
