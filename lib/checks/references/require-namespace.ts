import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { identityOf } from '../../manifest/objects/object-identity';
import { outlineOf } from '../../manifest/pods/outline';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { isInfrastructureNamespace } from './infrastructure-namespace';
import { notDeclared } from './not-found';
import { referenced } from './referenced';

/** Every namespace that the tree puts objects into is in the tree, declared, or where the cluster's own infrastructure runs. Reported once, at its first object. */
export const requireNamespace: Check = {
  id: 'require-namespace',
  severity: 'error',
  profile: 'production',
  why:
    'Applying to a namespace that does not exist fails. Where something else makes it, nobody sees its labels in review: ' +
    'Pod Security level, mesh injection, network policies by namespace.',
  kinds: ['*'],
  run: function* (object, context) {
    const field = Field.root(object.manifest).at('metadata', 'namespace');
    if (field.text === undefined) return;
    const identity = { group: '', kind: 'Namespace', namespace: '', name: field.text };
    // Which object is the first depends on the whole tree: asked only where there is something to report.
    if (referenced(identity, context).from !== 'nowhere' || isInfrastructureNamespace(field.text, context)) return;
    if (firstOfNamespace(context.manifests.outlines).get(field.text) === outlineOf(object))
      yield notDeclared(field, identity);
  },
};

const firstOfNamespace = perManifestSet((manifests): ReadonlyMap<string, LocatedManifest> => {
  const first = new Map<string, LocatedManifest>();
  for (const object of manifests.all) {
    const { namespace } = identityOf(object.manifest);
    if (namespace !== '' && !first.has(namespace)) first.set(namespace, object);
  }
  return first;
});
