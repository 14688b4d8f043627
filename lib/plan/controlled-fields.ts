import { identityKey, identityOf } from '../manifest/objects/object-identity';
import { autoscalersOf } from '../manifest/pods/autoscalers';
import type { Change } from './difference/change';
import { isWithin } from './immutable/refused-changes';
import type { ChangedObject, PlanContext } from './plan-context';

/** Who decides a field at run time; undefined where the manifest does. */
export type ControllerOf = (path: string) => string | undefined;

/** The controllers of an object's fields: by the ledger of the inventories, and by the autoscalers of the trees. */
export function controllersOf({ before, after }: ChangedObject, context: PlanContext): ControllerOf {
  const identity = identityOf(after.manifest);
  const fields = context.controlled.get(identityKey(identity)) ?? [];
  const scaler = [...autoscalersOf(context.next, after), ...autoscalersOf(context.base, before)].find(
    ({ direction }) => direction === 'horizontal',
  );
  return (path) => {
    const field = fields.find((each) => isWithin(path, each.path));
    if (field !== undefined) return field.owner;
    if (scaler === undefined || path !== 'spec.replicas') return undefined;
    const { kind, name, namespace } = identityOf(scaler.object.manifest);
    return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  };
}

/** What is said of changes that a controller decides. */
export function controllerNotes(changes: readonly Change[], controllerOf: ControllerOf): readonly string[] {
  return changes.flatMap(({ path, from, to }) => {
    const owner = controllerOf(path);
    if (owner === undefined) return [];
    const isDropped = path === 'spec.replicas' && to === 1 && typeof from === 'number' && from > 1;
    return [
      `${path} is left to ${owner}: no change`,
      ...(isDropped
        ? [
            `until ${owner} has decided, leaving spec.replicas out may mean one pod: give it to another field manager first, as by "kubectl apply --server-side --field-manager=handover --validate=false" of an object with spec.replicas alone`,
          ]
        : []),
    ];
  });
}
