import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import { ownsNamespace } from '../../manifest/objects/owned-namespace';
import type { Check, CheckContext } from '../check';
import { notFound } from '../field-error';
import { referencedKind } from './reference';

/** Policies of Linkerd refer to Servers, routes and authentications that are there. */
export const noLinkerdDanglingReference: Check = {
  id: 'no-linkerd-dangling-reference',
  severity: 'error',
  profile: 'baseline',
  why: 'Linkerd ignores an authorization when anything that it refers to is missing, so that clients are locked out; a limit without its Server limits nothing.',
  kinds: [
    'policy.linkerd.io/AuthorizationPolicy',
    'policy.linkerd.io/HTTPLocalRateLimitPolicy',
    'gateway.networking.k8s.io/HTTPRoute',
    'gateway.networking.k8s.io/GRPCRoute',
  ],
  run: function* ({ manifest }, context) {
    for (const reference of referencesOf(manifest)) {
      const name = reference.at('name');
      const namespace = reference.at('namespace').text ?? namespaceOf(manifest);
      if (name.text === undefined || exists(reference, namespace, context)) continue;
      const problem = notFound(name, `add the ${reference.at('kind').text ?? ''} to the tree, or correct the name`);
      yield ownsNamespace(context.manifests, namespace) ? problem : { ...problem, status: 'unproved' };
    }
  },
};

const judged = [
  'policy.linkerd.io/Server',
  'policy.linkerd.io/MeshTLSAuthentication',
  'policy.linkerd.io/NetworkAuthentication',
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
];

function referencesOf(manifest: Manifest): readonly Field[] {
  const spec = Field.root(manifest).at('spec');
  const references = [
    spec.at('targetRef'),
    ...spec.at('requiredAuthenticationRefs').items(),
    ...spec.at('parentRefs').items(),
  ];
  return references.filter((reference) => judged.includes(referencedKind(reference)));
}

function exists(reference: Field, namespace: string, { manifests, cluster }: CheckContext): boolean {
  const [group = '', kind = ''] = referencedKind(reference).split('/');
  const name = reference.at('name').text ?? '';
  const isExternal = cluster.externalObjects.some(
    (object) =>
      object.kind === kind &&
      (object.group ?? '') === group &&
      object.name === name &&
      (object.namespace ?? namespace) === namespace,
  );
  return isExternal || findObject(manifests, { group, kind, namespace, name }) !== undefined;
}
