import type { Field } from '../../manifest/objects/field';
import type { JsonValue } from '../../manifest/objects/json';
import { podsOfTemplate, type Controller } from './controller';

const added = { unknown: ['rollouts-pod-template-hash'] };

/** Argo Rollouts: a Rollout is a workload like a Deployment; experiments run pods of several templates side by side. */
export const argoRollouts: Controller = {
  workloads: [
    {
      group: 'argoproj.io',
      kind: 'Rollout',
      version: 'v1alpha1',
      template: ['spec', 'template'],
      isLongRunning: true,
      isScalable: true,
      isRolling: true,
      selectsByHash: true,
      surge: rolloutSurge,
      added: () => added,
    },
  ],
  pods: [
    {
      group: 'argoproj.io',
      kind: 'Experiment',
      version: 'v1alpha1',
      podsOf: (owner) =>
        owner
          .at('spec', 'templates')
          .items()
          .map((each) => podsOfTemplate(each.at('template'), { added })),
    },
  ],
};

/**
 * Blue and green run in full side by side before traffic is switched, and so do the pods of both versions where something
 * else than their number divides the traffic.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/
 */
function rolloutSurge(spec: Field): JsonValue {
  const canary = spec.at('strategy', 'canary');
  const isInFull =
    spec.at('strategy', 'blueGreen').isSet ||
    (canary.at('trafficRouting').isSet && canary.at('dynamicStableScale').boolean !== true);
  return isInFull ? '100%' : (canary.at('maxSurge').value ?? '25%');
}
