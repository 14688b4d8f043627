import type { KustomizationSpecIgnore } from '../../../imports/kustomize.toolkit.fluxcd.io';
import type { Plain } from '../../manifest/objects/plain';
import type { LeftField } from '../synced-folder';

/**
 * What Flux leaves as it is live: fields that the tree has a first value of, and that controllers decide from then on. What
 * the tree leaves out needs no rule, because Flux applies on the server's side.
 */
export function ignoreRules(fields: readonly LeftField[]): readonly Plain<KustomizationSpecIgnore>[] {
  return fields
    .filter(({ at }) => at.length > 0)
    .map(({ group, kind, namespace, name, at }) => ({
      paths: [...at],
      // Flux reads each as a regular expression for the whole of it.
      target: {
        ...(group === '' ? {} : { group: exactly(group) }),
        kind,
        ...(namespace === '' ? {} : { namespace }),
        name: exactly(name),
      },
    }));
}

function exactly(name: string): string {
  return name.replaceAll('.', '\\.');
}
