import { Field } from '../../manifest/objects/field';
import { objectsIn } from '../../manifest/objects/find-object';
import { defaultedBy } from '../../manifest/pods/limit-ranges';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** In a namespace whose quota counts a resource, every container says how much of it it takes. */
export const requireQuotaResources: Check = podCheck({
  id: 'require-quota-resources',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses a Pod that the quota cannot count: the workload applies cleanly, and no Pod ever appears.',
  problems: function* ({ spec, containers, template }, { manifests }) {
    for (const { kind, resource, quota } of countedIn(template.namespace, manifests)) {
      if (isSaid(spec, kind, resource)) continue;
      if (defaultedBy(manifests, template.namespace, resource, kind === 'limits' ? 'limit' : 'request')) continue;
      for (const { field, list } of containers) {
        if (list === 'ephemeralContainers' || isSaid(field, kind, resource)) continue;
        const path = field.at('resources', kind).entry(resource).path;
        const message = `Required value: ${quota} counts ${kind}.${resource}`;
        yield { path, message, fix: 'set it, or give the namespace a LimitRange with a default' };
      }
    }
  },
});

interface Counted {
  readonly kind: 'limits' | 'requests';
  readonly resource: string;
  readonly quota: string;
}

/** The compute resources that quotas without a scope count; a scoped one counts some Pods only. */
function countedIn(namespace: string, manifests: ManifestSet): readonly Counted[] {
  return objectsIn(manifests, '', 'ResourceQuota', namespace).flatMap(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    if (spec.at('scopes').isSet || spec.at('scopeSelector').isSet) return [];
    const quota = formatIdentity(identityOf(manifest));
    return Object.keys(spec.at('hard').map ?? {}).flatMap((key): readonly Counted[] => {
      const [, prefix, resource] = /^(?:(requests|limits)\.)?(cpu|memory)$/.exec(key) ?? [];
      return resource === undefined ? [] : [{ kind: prefix === 'limits' ? 'limits' : 'requests', resource, quota }];
    });
  });
}

function isSaid(holder: Field, kind: 'limits' | 'requests', resource: string): boolean {
  const ofLimit = holder.at('resources', 'limits', resource).isSet;
  return ofLimit || (kind === 'requests' && holder.at('resources', 'requests', resource).isSet);
}
