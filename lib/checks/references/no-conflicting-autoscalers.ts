import { autoscalersTargeting, autoscalerOf, type Autoscaler } from '../../manifest/pods/autoscalers';
import { Field } from '../../manifest/objects/field';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Check } from '../check';
import { listNames } from '../list-names';

/** A VerticalPodAutoscaler does not change the requests that a HorizontalPodAutoscaler measures usage against. */
export const noConflictingAutoscalers: Check = {
  id: 'no-conflicting-autoscalers',
  severity: 'error',
  profile: 'baseline',
  why:
    'Usage is measured as a share of the request: each change of the request changes the number of Pods, ' +
    'which changes the usage, which changes the request again.',
  kinds: ['autoscaling.k8s.io/VerticalPodAutoscaler'],
  run: function* (object, { manifests }) {
    const vertical = autoscalerOf(object);
    const spec = Field.root(object.manifest).at('spec');
    if (vertical === undefined || spec.at('updatePolicy', 'updateMode').text === 'Off') return;
    const changed = controlledResources(spec);
    for (const horizontal of autoscalersTargeting(manifests, vertical.target)) {
      const both = measuredResources(horizontal).filter((resource) => changed.has(resource));
      if (horizontal.direction === 'vertical' || both.length === 0) continue;
      yield {
        path: spec.at('resourcePolicy').path,
        message: `Forbidden: ${formatIdentity(identityOf(horizontal.object.manifest))} scales by ${listNames(both)} too`,
        fix: 'leave those out of controlledResources of every container policy, or set updateMode to Off',
      };
    }
  },
};

/** What the vertical autoscaler may change, over all its container policies. */
function controlledResources(spec: Field): ReadonlySet<string> {
  const policies = spec.at('resourcePolicy', 'containerPolicies').items();
  const catchAll = policies.some((policy) => policy.at('containerName').text === '*');
  const changed = policies
    .filter((policy) => policy.at('mode').text !== 'Off')
    .flatMap((policy) => {
      const listed = policy.at('controlledResources');
      return listed.isSet ? listed.items().map(({ text }) => text ?? '') : ['cpu', 'memory'];
    });
  return new Set(catchAll ? changed : [...changed, 'cpu', 'memory']);
}

/** The resources whose utilization, relative to requests, decides the number of Pods. */
function measuredResources({ object }: Autoscaler): readonly string[] {
  const spec = Field.root(object.manifest).at('spec');
  const ofMetrics = spec
    .at('metrics')
    .items()
    .flatMap((metric) => [metric.at('resource'), metric.at('containerResource')])
    .filter((metric) => (metric.at('target', 'type').text ?? 'Utilization') === 'Utilization')
    .map((metric) => metric.at('name').text);
  const ofTriggers = spec
    .at('triggers')
    .items()
    .filter((trigger) => (trigger.at('metricType').text ?? 'Utilization') === 'Utilization')
    .map((trigger) => trigger.at('type').text);
  const isVersion1 = spec.at('targetCPUUtilizationPercentage').isSet;
  // Without any metric the API server measures CPU at 80 %.
  const isDefault = object.manifest.kind === 'HorizontalPodAutoscaler' && !spec.at('metrics').isSet;
  const measured = [...ofMetrics, ...ofTriggers, ...(isVersion1 || isDefault ? ['cpu'] : [])];
  return ['cpu', 'memory'].filter((resource) => measured.includes(resource));
}
