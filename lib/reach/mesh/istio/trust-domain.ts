import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';

/** The trust domain that principals name, where all that name one agree; Istio's default otherwise. */
export function inferTrustDomain(manifests: ManifestSet): string {
  const named = new Set<string>();
  for (const { manifest } of manifests.ofKind('security.istio.io', 'AuthorizationPolicy')) {
    for (const rule of Field.root(manifest).at('spec', 'rules').items()) {
      for (const from of rule.at('from').items()) {
        for (const { text } of from.at('source', 'principals').items()) {
          const [domain = '', rest] = text?.split('/ns/') ?? [];
          if (rest !== undefined && !domain.includes('*')) named.add(domain);
        }
      }
    }
  }
  const [only, ...others] = named;
  return only !== undefined && others.length === 0 ? only : 'cluster.local';
}
