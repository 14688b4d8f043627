import { compareText } from '../../manifest/objects/compare-text';
import type { CustomResource } from '../resource/custom-resource';
import type { OperatorProps, OperatorResource } from './operator-props';

/** What an operator may do with a resource. */
export interface OperatorRule {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

const readVerbs = ['get', 'list', 'watch'];
const changeVerbs = [...readVerbs, 'patch', 'update'];
const makeVerbs = ['create', 'delete', ...changeVerbs];

/** All that an operator may do, a resource once, with no more verbs than it needs. */
export function operatorRules({
  kinds,
  watches = [],
  writes = [],
}: Pick<OperatorProps, 'kinds' | 'watches' | 'writes'>) {
  const rules = new Map<string, OperatorRule>();
  const add = ({ group = '', resource }: OperatorResource, verbs: readonly string[]): void => {
    const key = `${group}/${resource}`;
    const known = rules.get(key)?.verbs ?? [];
    rules.set(key, { group, resource, verbs: [...new Set([...known, ...verbs])].sort(compareText) });
  };
  for (const resource of kinds.flatMap(ownResources)) add(resource, resource.verbs);
  for (const resource of watches) add(resource, readVerbs);
  for (const resource of writes) add(resource, makeVerbs);
  add({ group: 'events.k8s.io', resource: 'events' }, ['create', 'patch']);
  add({ resource: 'events' }, ['create', 'patch']);
  return [...rules].sort(([one], [other]) => compareText(one, other)).map(([, rule]) => rule);
}

/** A controller writes the status and the finalizers of its kinds, and changes the rest where it fills something in. */
function ownResources({ group, plural, hasStatus }: CustomResource): readonly OperatorRule[] {
  return [
    { group, resource: plural, verbs: changeVerbs },
    { group, resource: `${plural}/finalizers`, verbs: ['update'] },
    ...(hasStatus ? [{ group, resource: `${plural}/status`, verbs: ['get', 'patch', 'update'] }] : []),
  ];
}
