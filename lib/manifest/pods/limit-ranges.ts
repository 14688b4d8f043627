import { Field } from '../objects/field';
import { objectsIn } from '../objects/find-object';
import type { ManifestSet } from '../objects/manifest-set';

/**
 * Whether a LimitRange of the namespace gives containers that say nothing a request or a limit of a resource.
 * A default limit is a default request too.
 */
export function defaultedBy(
  manifests: ManifestSet,
  namespace: string,
  resource: string,
  what: 'limit' | 'request',
): boolean {
  return objectsIn(manifests, '', 'LimitRange', namespace).some(({ manifest }) =>
    Field.root(manifest)
      .at('spec', 'limits')
      .items()
      .filter((limit) => limit.at('type').text === 'Container')
      .some((limit) => {
        // The API server takes the maximum as the default limit, and the minimum as the default request, where there is none.
        const hasLimit = limit.at('default', resource).isSet || limit.at('max', resource).isSet;
        if (hasLimit || what === 'limit') return hasLimit;
        return limit.at('defaultRequest', resource).isSet || limit.at('min', resource).isSet;
      }),
  );
}
