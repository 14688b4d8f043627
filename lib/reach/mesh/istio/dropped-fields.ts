import type { IstioFacts } from '../../../fleet/istio';
import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { knowsTrustDomains, trustDomainFields } from '../../../products/istio';
import type { PolicyProblem } from '../../policies/policy-problem';

/** Fields of AuthorizationPolicies that the cluster's version of Istio does not know: what is left of them may be for anybody. */
export function droppedFields(manifests: ManifestSet, istio: IstioFacts | undefined): readonly PolicyProblem[] {
  if (istio === undefined || knowsTrustDomains(istio)) return [];
  return manifests.ofKind('security.istio.io', 'AuthorizationPolicy').flatMap((object) => {
    const rules = Field.root(object.manifest).at('spec', 'rules').items();
    const sources = rules.flatMap((rule) =>
      rule
        .at('from')
        .items()
        .map((from) => from.at('source')),
    );
    return sources
      .flatMap((source) => trustDomainFields.map((name) => source.at(name)))
      .filter(({ isSet }) => isSet)
      .map(({ path }) => ({
        object,
        path,
        message: `Forbidden: Istio ${istio.version} does not know the field, and the API server drops it`,
        fix: 'use principals, such as "td.example/*", or Istio 1.31 or newer',
      }));
  });
}
