import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import { namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { backendsOf, certificatesOf, gatewayGroup, routeKinds } from '../../manifest/network/routes';
import { ownsNamespace } from '../../manifest/objects/owned-namespace';
import type { Check } from '../check';

/** Where a route or a Gateway refers into another namespace, a ReferenceGrant of that namespace allows it. */
export const requireReferenceGrant: Check = {
  id: 'require-reference-grant',
  severity: 'error',
  profile: 'baseline',
  why: 'The gateway ignores a reference into another namespace that was not granted there, and answers 500 instead.',
  kinds: [`${gatewayGroup}/Gateway`, ...routeKinds],
  run: function* ({ manifest }, context) {
    const namespace = namespaceOf(manifest);
    const references = manifest.kind === 'Gateway' ? certificatesOf(manifest) : backendsOf(manifest);
    for (const { field, target } of references) {
      if (target.namespace === namespace) continue;
      const grants = objectsIn(context.manifests, gatewayGroup, 'ReferenceGrant', target.namespace);
      if (grants.some((grant) => allows(grant.manifest, manifest, target))) continue;
      const from = `{ group: ${apiGroup(manifest.apiVersion)}, kind: ${manifest.kind}, namespace: ${namespace} }`;
      const path = field.at('namespace').path;
      const message = `Forbidden: no ReferenceGrant of namespace ${target.namespace} allows ${manifest.kind} of ${namespace} to refer to ${formatIdentity(target)}`;
      const fix = `add a ReferenceGrant to ${target.namespace}, from ${from}, to { group: '${target.group}', kind: ${target.kind} }`;
      const owned = ownsNamespace(context.manifests, target.namespace);
      yield owned ? { path, message, fix } : { path, message, fix, status: 'unproved' };
    }
  },
};

function allows(grant: Manifest, referrer: Manifest, target: ObjectIdentity): boolean {
  const spec = Field.root(grant).at('spec');
  const from = spec
    .at('from')
    .items()
    .some(
      (item) =>
        (item.at('group').text ?? '') === apiGroup(referrer.apiVersion) &&
        item.at('kind').text === referrer.kind &&
        item.at('namespace').text === namespaceOf(referrer),
    );
  const to = spec
    .at('to')
    .items()
    .some(
      (item) =>
        (item.at('group').text ?? '') === target.group &&
        item.at('kind').text === target.kind &&
        (item.at('name').text ?? target.name) === target.name,
    );
  return from && to;
}
