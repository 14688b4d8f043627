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
    for (const horizontal of autoscalersTargeting(manifests, vertical.target)) {
      if (horizontal.direction === 'vertical') continue;
      const both = measuresOf(horizontal).filter((measure) => isChanged(spec, measure));
      if (both.length === 0) continue;
      yield {
        path: spec.at('resourcePolicy').path,
        message: `Forbidden: ${formatIdentity(identityOf(horizontal.object.manifest))} scales by ${listNames(resourcesOf(both))} too`,
        fix: 'leave those out of controlledResources of every container policy, or set updateMode to Off',
      };
    }
  },
};

const resources = ['cpu', 'memory'] as const;

/** A resource whose usage, relative to requests, decides the number of Pods. */
interface Measure {
  readonly resource: (typeof resources)[number];
  /** The only container that is measured; all of them when left out. */
  readonly container?: string;
}

function resourcesOf(measures: readonly Measure[]): readonly string[] {
  return resources.filter((resource) => measures.some((measure) => measure.resource === resource));
}

/** Whether the vertical autoscaler may change what is measured: a policy of the container's own name comes before that of all. */
function isChanged(spec: Field, { resource, container }: Measure): boolean {
  const policies = spec.at('resourcePolicy', 'containerPolicies').items();
  const named = (name: string) => policies.find((policy) => policy.at('containerName').text === name);
  const others = controls(named('*'), resource);
  if (container !== undefined) return controls(named(container) ?? named('*'), resource);
  return others || policies.some((policy) => controls(policy, resource));
}

/** Without a policy, it changes both. */
function controls(policy: Field | undefined, resource: string): boolean {
  if (policy?.at('mode').text === 'Off') return false;
  const listed = policy?.at('controlledResources');
  return listed?.isSet !== true || listed.items().some(({ text }) => text === resource);
}

function measuresOf({ object }: Autoscaler): readonly Measure[] {
  const { kind } = object.manifest;
  const spec = Field.root(object.manifest).at('spec');
  const ofMetrics = spec
    .at('metrics')
    .items()
    .flatMap((metric) => [metric.at('resource'), metric.at('containerResource')])
    .filter((metric) => (metric.at('target', 'type').text ?? 'Utilization') === 'Utilization')
    .flatMap((metric) => measureOf(metric.at('name').text, metric.at('container').text));
  const ofTriggers = spec
    .at('triggers')
    .items()
    .filter((trigger) => (trigger.at('metricType').text ?? 'Utilization') === 'Utilization')
    .flatMap((trigger) => measureOf(trigger.at('type').text, trigger.at('metadata', 'containerName').text));
  const isVersion1 = spec.at('targetCPUUtilizationPercentage').isSet;
  // Without any metric the API server measures CPU at 80 %.
  const isDefault = kind === 'HorizontalPodAutoscaler' && !spec.at('metrics').isSet;
  return [...ofMetrics, ...ofTriggers, ...(isVersion1 || isDefault ? measureOf('cpu') : [])];
}

function measureOf(name: string | undefined, container = ''): readonly Measure[] {
  const resource = resources.find((known) => known === name);
  if (resource === undefined) return [];
  return [container === '' ? { resource } : { resource, container }];
}
