import type { ApplicationSpecIgnoreDifferences } from '../../../imports/argoproj.io';
import { compareText } from '../../manifest/objects/compare-text';
import { identityKey } from '../../manifest/objects/object-identity';
import type { Plain } from '../../manifest/objects/plain';
import { jsonPointer } from '../json-pointer';
import type { LeftField } from '../synced-folder';

/** What Argo CD takes for no difference: exactly the fields that controllers own, of exactly their objects. */
export function ignoreDifferences(fields: readonly LeftField[]): Plain<ApplicationSpecIgnoreDifferences>[] {
  const byObject = new Map<string, LeftField[]>();
  for (const field of fields) {
    const key = identityKey(field);
    byObject.set(key, [...(byObject.get(key) ?? []), field]);
  }
  return [...byObject]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, owned]) => {
      const [first] = owned;
      if (first === undefined) return [];
      const { group, kind, namespace, name } = first;
      const paths = owned.map(({ path }) => path).sort(compareText);
      const pointers = paths.filter((path) => !path.includes('[')).map((path) => jsonPointer(path.split('.')));
      const expressions = paths.filter((path) => path.includes('[')).map(jqPath);
      return [
        {
          ...(group === '' ? {} : { group }),
          kind,
          ...(namespace === '' ? {} : { namespace }),
          name,
          ...(pointers.length === 0 ? {} : { jsonPointers: pointers }),
          ...(expressions.length === 0 ? {} : { jqPathExpressions: expressions }),
        },
      ];
    });
}

/**
 * `spec.containers[cart].resources` as `.spec.containers[] | select(.name == "cart") | .resources`, and `[*]`, which is every
 * item, without a `select`.
 */
function jqPath(path: string): string {
  const [first = '', ...rest] = path.split('[');
  return rest.reduce((before, step) => {
    const end = step.indexOf(']');
    const after = step.slice(end + 1);
    const name = step.slice(0, end);
    const item = name === '*' ? '[]' : `[] | select(.name == ${JSON.stringify(name)})`;
    return `${before}${item}${after === '' ? '' : ` | ${after}`}`;
  }, `.${first}`);
}
