import type { Field } from '../../manifest/objects/field';
import type { Demand } from '../demand/demand';

/** Whether the pods of a demand count towards a ResourceQuota: all of its scopes must hold. */
export function isInScope(demand: Demand, quota: Field): boolean {
  const scopes = quota
    .at('scopes')
    .items()
    .flatMap(({ text }) => (text === undefined ? [] : [text]));
  const selected = quota.at('scopeSelector', 'matchExpressions').items();
  return scopes.every((scope) => holds(demand, scope)) && selected.every((expression) => matches(demand, expression));
}

function matches(demand: Demand, expression: Field): boolean {
  const scope = expression.at('scopeName').text ?? '';
  if (scope !== 'PriorityClass') return holds(demand, scope) === (expression.at('operator').text !== 'DoesNotExist');
  const values = expression
    .at('values')
    .items()
    .map(({ text }) => text);
  const name = demand.priorityClassName;
  switch (expression.at('operator').text) {
    case 'In':
      return name !== undefined && values.includes(name);
    case 'NotIn':
      return !values.includes(name);
    case 'DoesNotExist':
      return name === undefined;
    default:
      return name !== undefined;
  }
}

function holds(demand: Demand, scope: string): boolean {
  switch (scope) {
    case 'Terminating':
      return demand.ends;
    case 'NotTerminating':
      return !demand.ends;
    case 'BestEffort':
      return isBestEffort(demand);
    case 'NotBestEffort':
      return !isBestEffort(demand);
    case 'CrossNamespacePodAffinity':
      return demand.reachesAcross;
    default:
      return true;
  }
}

function isBestEffort({ resources }: Demand): boolean {
  return ['cpu', 'memory'].every(
    (resource) => (resources.requests.get(resource) ?? 0) + (resources.limits.get(resource) ?? 0) === 0,
  );
}
