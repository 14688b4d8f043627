import type { LocatedManifest } from '../manifest/objects/manifest';
import { identityOf } from '../manifest/objects/object-identity';
import type { Check, CheckContext } from './check';
import type { Finding } from './finding';
import { findingOf, judgeObject } from './judge-object';
import { visits } from './visits';

/** What checks say of the objects that the last committed tree has and this one has not. */
export function judgeGone(checks: readonly Check[], context: CheckContext): readonly Finding[] {
  const { previous, manifests, cluster } = context;
  const asking = checks.flatMap((check) => (check.gone === undefined ? [] : [{ ...check, run: check.gone }]));
  if (previous === undefined || asking.length === 0) return [];
  return asking.flatMap((check) =>
    objectsOfItsKinds(check, previous.all)
      .filter(({ manifest }) => manifests.get(identityOf(manifest)) === undefined)
      .flatMap((object) =>
        judgeObject(check, object, context).map((problem) => findingOf(check, object, cluster.name, problem)),
      ),
  );
}

function objectsOfItsKinds(check: Check, objects: readonly LocatedManifest[]): readonly LocatedManifest[] {
  return objects.filter(({ manifest }) => visits(check, manifest));
}
