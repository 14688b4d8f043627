import type { ServiceIntentionsSpec } from '../../../imports/consul.hashicorp.com';
import { compareText } from '../../manifest/objects/compare-text';
import type { Plain } from '../../manifest/objects/plain';
import type { HttpRule } from '../../model/connection';

/** Who may ask a service for what; of several declarations about one client, each allows what it says. */
export class IntentionSources {
  private readonly byName = new Map<string, HttpRule[] | 'everything'>();

  allow(name: string, http: readonly HttpRule[] | undefined): void {
    const present = this.byName.get(name);
    if (http === undefined || present === 'everything') this.byName.set(name, 'everything');
    else this.byName.set(name, [...(present ?? []), ...http]);
  }

  /** The allowed clients by name, and at the end that nobody else is. */
  emit(): readonly IntentionSource[] {
    const allowed = [...this.byName].sort(([a], [b]) => compareText(a, b));
    return [...allowed.map(([name, what]) => emitSource(name, what)), { name: '*', action: 'deny' }];
  }
}

export type IntentionSource = NonNullable<Plain<ServiceIntentionsSpec>['sources']>[number];

type Permission = NonNullable<IntentionSource['permissions']>[number];

function emitSource(name: string, what: readonly HttpRule[] | 'everything'): IntentionSource {
  if (what === 'everything') return { name, action: 'allow' };
  const permissions = what.flatMap(emitPermissions);
  const distinct = new Map(permissions.map((permission) => [JSON.stringify(permission), permission]));
  // What no permission matches would be left to the default of the mesh, which may be to allow it.
  return { name, permissions: [...distinct.values(), { action: 'deny', http: { pathPrefix: '/' } }] };
}

/** One permission a path. Lists that are empty name no request; Consul would take them for any. */
function emitPermissions({ methods, paths }: HttpRule): Permission[] {
  if (methods?.length === 0) return [];
  return (paths ?? ['/*']).map((path) => ({
    action: 'allow',
    http: { ...emitPath(path), ...(methods === undefined ? {} : { methods }) },
  }));
}

function emitPath(path: string): { readonly pathExact: string } | { readonly pathPrefix: string } {
  return path.endsWith('/*') ? { pathPrefix: path.slice(0, -1) } : { pathExact: path };
}
