import type { Field } from '../../manifest/objects/field';
import { podCheck, type VisitedPod } from '../pod-check';
import type { CheckContext } from '../check';
import type { Problem } from '../finding';
import { requireObject } from '../references/not-found';
import { flagAnnotations, namedIn } from '../../products/flagd/pod-annotations';

const group = 'core.openfeature.dev';

/** Pods that ask for feature flags name where these come from, and that is there. */
export const requireFlagSource = podCheck({
  id: 'require-flag-source',
  severity: 'error',
  profile: 'baseline',
  why: 'The webhook of OpenFeature refuses a Pod that asks for flags without saying where from, or whose source does not exist.',
  *problems(pod, context) {
    const annotations = pod.metadata.at('annotations');
    if (annotations.entry(flagAnnotations.enabled).text !== 'true') return;
    const sources = annotations.entry(flagAnnotations.source);
    const configurations = annotations.entry(flagAnnotations.inProcess);
    if (!sources.isSet && !configurations.isSet)
      yield {
        path: annotations.entry(flagAnnotations.enabled).path,
        message: `Forbidden: neither ${flagAnnotations.source} nor ${flagAnnotations.inProcess} says where the flags come from`,
        fix: `add ${flagAnnotations.source}, with the name of a FeatureFlagSource`,
      };
    // Where both are there, the webhook looks at the first alone.
    if (sources.isSet) yield* named(sources, 'FeatureFlagSource', pod, context);
    else yield* named(configurations, 'InProcessConfiguration', pod, context);
  },
});

function* named(field: Field, kind: string, { template }: VisitedPod, context: CheckContext): Iterable<Problem> {
  for (const { namespace = template.namespace, name } of namedIn(field.text ?? ''))
    yield* requireObject(field, { group, kind, namespace, name }, context);
}
