import { Field } from '../../manifest/objects/field';
import { service, type Controller } from './controller';

const group = 'core.openfeature.dev';

/**
 * The OpenFeature operator: of a Flagd it makes a Deployment and its Service; what serves flags to other pods changes these
 * alone.
 *
 * See internal/controller/core/flagd/resources of github.com/open-feature/open-feature-operator
 */
export const openFeature: Controller = {
  makes: [{ group, kind: 'Flagd', names: (_, name) => [service(name)] }],
  pods: [
    {
      group,
      kind: 'Flagd',
      version: 'v1beta1',
      podsOf: (owner) => [
        {
          // Nothing of a Flagd says more.
          metadata: Field.at('', undefined),
          labels: {
            app: nameOf(owner),
            'app.kubernetes.io/name': nameOf(owner),
            'app.kubernetes.io/managed-by': 'open-feature-operator',
          },
          added: { unknown: ['app.kubernetes.io/version', 'pod-template-hash'] },
        },
      ],
    },
  ],
  makesNothingOf: ['FeatureFlag', 'FeatureFlagSource', 'InProcessConfiguration'].map((kind) => `${group}/${kind}`),
};

function nameOf(owner: Field): string {
  return owner.at('metadata', 'name').text ?? '';
}
