import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { namedIn } from '../../products/flagd/pod-annotations';
import type { Check } from '../check';
import { requireObject } from '../references/not-found';

const group = 'core.openfeature.dev';

/** What a FeatureFlagSource reads from the cluster is there. */
export const requireFeatureFlag: Check = {
  id: 'require-feature-flag',
  severity: 'error',
  profile: 'baseline',
  why: 'Where a source names a FeatureFlag that does not exist, the webhook of OpenFeature refuses every Pod that uses the source.',
  kinds: [`${group}/FeatureFlagSource`],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const usual = spec.at('defaultSyncProvider').text ?? 'kubernetes';
    for (const source of spec.at('sources').items()) {
      if (!readsCluster.has(source.at('provider').text ?? usual)) continue;
      const field = source.at('source');
      const own = namespaceOf(manifest);
      for (const { namespace = own, name } of namedIn(field.text ?? ''))
        yield* requireObject(field, { group, kind: 'FeatureFlag', namespace, name }, context);
    }
  },
};

/** Providers by which `source` is the name of a FeatureFlag. */
const readsCluster: ReadonlySet<string> = new Set(['kubernetes', 'flagd-proxy', 'file']);
