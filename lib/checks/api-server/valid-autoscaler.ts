import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { metricProblems } from './fields/metric';

/** An autoscaler has bounds in the right order, and each of its metrics has one source and one target. */
export const validAutoscaler: Check = {
  id: 'valid-autoscaler',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the autoscaler: there is no number of replicas that it could choose.',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  run: function* ({ manifest }, { cluster }) {
    const spec = Field.root(manifest).at('spec');
    yield* minimumProblems(Field.root(manifest), cluster.kubernetesVersion);
    yield* boundsProblems(spec);
    if (isAtLeast(cluster.kubernetesVersion, '1.34')) yield* targetGroupProblems(spec.at('scaleTargetRef'));
    const percentage = spec.at('targetCPUUtilizationPercentage');
    if (percentage.number !== undefined && percentage.number < 1) {
      yield invalid(percentage, 'must be greater than 0', 'use a percentage above zero');
    }
    for (const metric of spec.at('metrics').items()) yield* metricProblems(metric);
    for (const direction of ['scaleUp', 'scaleDown']) yield* rulesProblems(spec.at('behavior', direction));
  },
};

/** From Kubernetes 1.37 on, an autoscaler may go to zero, where something else than the pods says when to come back. */
function* minimumProblems(root: Field, version: KubernetesVersion): Iterable<Problem> {
  const spec = root.at('spec');
  const minReplicas = spec.at('minReplicas');
  const lowest = isAtLeast(version, '1.37') ? 0 : 1;
  if (minReplicas.number !== undefined && minReplicas.number < lowest) {
    const fix = `use ${lowest} or more${lowest === 0 ? '' : '; to scale to zero, use an event-driven autoscaler'}`;
    yield invalid(minReplicas, `must be greater than or equal to ${lowest}`, fix);
  }
  if (minReplicas.number !== 0 || lowest !== 0) return;
  // In autoscaling/v1, other metrics than the processor's stand in an annotation.
  if (root.at('metadata', 'annotations').entry('autoscaling.alpha.kubernetes.io/metrics').isSet) return;
  const metrics = spec.at('metrics');
  const isAwake = metrics.items().some((metric) => ['External', 'Object'].includes(metric.at('type').text ?? ''));
  if (isAwake) return;
  const rule = 'must specify at least one Object or External metric to support scaling to zero replicas';
  yield forbidden(metrics, rule, 'add a metric that is there without pods, or use minReplicas: 1');
}

function* boundsProblems(spec: Field): Iterable<Problem> {
  const [minReplicas, maxReplicas] = [spec.at('minReplicas'), spec.at('maxReplicas')];
  if (maxReplicas.number === 0) {
    yield required(maxReplicas, '', 'use 1 or more');
  } else if (maxReplicas.number !== undefined && maxReplicas.number < (minReplicas.number ?? 1)) {
    yield invalid(maxReplicas, 'must be greater than or equal to `minReplicas`', 'raise maxReplicas');
  }
  const target = spec.at('scaleTargetRef');
  for (const name of ['kind', 'name']) {
    if (target.at(name).value === '') yield required(target.at(name), '', 'say what to scale');
  }
}

/** The core group has one kind with replicas, which nobody scales any more. */
function* targetGroupProblems(target: Field): Iterable<Problem> {
  const [apiVersion, kind] = [target.at('apiVersion'), target.at('kind')];
  if (target.map === undefined || kind.value === 'ReplicationController') return;
  if (apiVersion.isSet && apiVersion.text === undefined) return;
  if (apiGroup(apiVersion.text ?? '') !== '') return;
  const fix = 'name the group and version of what is scaled, such as apps/v1';
  yield invalid(apiVersion, 'apiVersion must specify API group', fix, apiVersion.text ?? '');
}

function* rulesProblems(rules: Field): Iterable<Problem> {
  if (rules.map === undefined) return;
  const window = rules.at('stabilizationWindowSeconds');
  if (window.number !== undefined && window.number < 0) {
    yield invalid(window, 'must be greater than or equal to zero', 'use 0 or more');
  } else if ((window.number ?? 0) > 3600) {
    yield invalid(window, 'must be less than or equal to 3600', 'use up to an hour');
  }
  const select = rules.at('selectPolicy');
  if (select.text !== undefined && !['Disabled', 'Max', 'Min'].includes(select.text)) {
    yield unsupported(select, ['Disabled', 'Max', 'Min'], 'use Max, Min or Disabled');
  }
  const policies = rules.at('policies');
  if (policies.isSet && policies.items().length === 0) {
    yield required(policies, 'must specify at least one Policy', 'leave policies out for the default');
  }
  for (const policy of policies.items()) yield* policyProblems(policy);
}

function* policyProblems(policy: Field): Iterable<Problem> {
  const type = policy.at('type');
  if (type.text !== undefined && type.value !== 'Pods' && type.value !== 'Percent') {
    yield unsupported(type, ['Percent', 'Pods'], 'use Pods or Percent');
  }
  for (const name of ['value', 'periodSeconds']) {
    const field = policy.at(name);
    if (field.number !== undefined && field.number <= 0)
      yield invalid(field, 'must be greater than zero', 'use 1 or more');
  }
  if ((policy.at('periodSeconds').number ?? 0) > 1800) {
    yield invalid(policy.at('periodSeconds'), 'must be less than or equal to 1800', 'use up to half an hour');
  }
}
