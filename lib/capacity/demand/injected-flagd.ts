import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import { flagAnnotations, namedIn } from '../../products/flagd/pod-annotations';
import { readAmounts } from '../resources/amounts';
import type { InjectedContainer } from '../resources/pod-resources';

/**
 * The flagd that the OpenFeature operator puts beside the containers of a pod; undefined where it puts none, and where the
 * tree does not have the source that the pod names: its pods do not start then.
 *
 * It comes after the pod's own init containers and goes on, so that it counts as one of the containers does.
 */
export function injectedFlagd(manifests: ManifestSet, template: PodTemplate): InjectedContainer | undefined {
  const annotations = Field.at(template.metadataPath, template.metadata).at('annotations');
  if (annotations.entry(flagAnnotations.enabled).text !== 'true') return undefined;
  const sources = namedIn(annotations.entry(flagAnnotations.source).text ?? '').flatMap(
    ({ namespace = template.namespace, name }) =>
      manifests.get({ group: 'core.openfeature.dev', kind: 'FeatureFlagSource', namespace, name }) ?? [],
  );
  if (sources.length === 0) return undefined;
  const asked = sources
    .map(({ manifest }) => Field.root(manifest).at('spec', 'resources'))
    .findLast(({ isSet }) => isSet);
  const limits = readAmounts(asked?.at('limits').map ?? usual.limits);
  return {
    name: 'flagd',
    // A request that is left out is the limit.
    requests: new Map([...limits, ...readAmounts(asked?.at('requests').map ?? usual.requests)]),
    limits,
    isSidecar: false,
  };
}

/** What the operator's chart asks for where a source says nothing. */
const usual = { requests: { cpu: '200m', memory: '32Mi' }, limits: { cpu: '500m', memory: '64Mi' } };
