import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import type { Change } from '../difference/change';
import type { ImmutableField, Update } from './immutable-field';
import { immutableFields } from './immutable-fields';

/** A change that an API server does not accept, and what it says. */
export interface RefusedChange {
  readonly change: Change;
  readonly message: string;
}

/** The changes of an object that the API servers of a version refuse because a field is immutable. */
export function refusedChanges(
  kind: string,
  changes: readonly Change[],
  update: Update,
  version: KubernetesVersion,
): readonly RefusedChange[] {
  const fields = (byKind.get(kind) ?? []).filter((field) => holdsIn(field, version));
  if (fields.length === 0) return [];
  return changes.flatMap((change) => {
    const field = fields.find((each) => refuses(each, change, update));
    return field === undefined ? [] : [{ change, message: field.message }];
  });
}

const byKind = new Map<string, ImmutableField[]>();
for (const field of immutableFields) byKind.set(field.kind, [...(byKind.get(field.kind) ?? []), field]);

function holdsIn({ since, until }: ImmutableField, version: KubernetesVersion): boolean {
  if (since !== undefined && !isAtLeast(version, since)) return false;
  return until === undefined || isAtLeast(until, version);
}

function refuses({ path, except = [], when }: ImmutableField, change: Change, update: Update): boolean {
  if (!isWithin(change.path, path) && !isWithin(path, change.path)) return false;
  if (except.some((mutable) => isWithin(change.path, mutable))) return false;
  return when === undefined || when(update, change);
}

/** Whether a path is another one, or leads to something below it. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
