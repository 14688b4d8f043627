import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { MeshProduct } from '../../reach/mesh/enrolment';

/**
 * The first policy of a mesh that names a ServiceAccount as a client, by `namespace/name`; for Consul, whose services have
 * no namespace, by `name`.
 */
export const authorizedAccounts: Readonly<
  Record<MeshProduct, (manifests: ManifestSet) => ReadonlyMap<string, LocatedManifest>>
> = {
  istio: perManifestSet((manifests) =>
    firstByName(manifests.ofKind('security.istio.io', 'AuthorizationPolicy'), istioAccounts),
  ),
  linkerd: perManifestSet((manifests) =>
    firstByName(manifests.ofKind('policy.linkerd.io', 'MeshTLSAuthentication'), linkerdAccounts),
  ),
  consul: perManifestSet((manifests) =>
    firstByName(manifests.ofKind('consul.hashicorp.com', 'ServiceIntentions'), consulServices),
  ),
};

function firstByName(
  policies: readonly LocatedManifest[],
  namesOf: (spec: Field, namespace: string) => readonly string[],
): ReadonlyMap<string, LocatedManifest> {
  const first = new Map<string, LocatedManifest>();
  for (const policy of policies) {
    const { manifest } = policy;
    for (const name of namesOf(Field.root(manifest).at('spec'), namespaceOf(manifest)))
      if (!first.has(name)) first.set(name, policy);
  }
  return first;
}

function istioAccounts(spec: Field, namespace: string): readonly string[] {
  const sources = spec
    .at('rules')
    .items()
    .flatMap((rule) => rule.at('from').items())
    .map((from) => from.at('source'));
  return sources.flatMap((source) => [
    ...textsOf(source.at('principals')).flatMap((principal) => {
      const [, home, account] = /^[^/]*\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(principal) ?? [];
      return home === undefined || account === undefined ? [] : [`${home}/${account}`];
    }),
    ...textsOf(source.at('serviceAccounts')).map((name) => (name.includes('/') ? name : `${namespace}/${name}`)),
  ]);
}

function linkerdAccounts(spec: Field, namespace: string): readonly string[] {
  const references = spec
    .at('identityRefs')
    .items()
    .flatMap((reference) => {
      const name = reference.at('name').text;
      if (reference.at('kind').text !== 'ServiceAccount' || name === undefined) return [];
      return [`${reference.at('namespace').text ?? namespace}/${name}`];
    });
  const identities = textsOf(spec.at('identities')).flatMap((identity) => {
    const [, account, home] = /^([^.*]+)\.([^.]+)\.serviceaccount\./.exec(identity) ?? [];
    return home === undefined || account === undefined ? [] : [`${home}/${account}`];
  });
  return [...references, ...identities];
}

function consulServices(spec: Field): readonly string[] {
  return spec
    .at('sources')
    .items()
    .flatMap((source) => {
      const name = source.at('name').text;
      return name === undefined || source.at('peer').isSet ? [] : [name];
    });
}

function textsOf(list: Field): readonly string[] {
  return list.items().flatMap(({ text }) => text ?? []);
}
