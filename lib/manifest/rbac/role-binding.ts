import { Field } from '../objects/field';
import { findObject, namespaceOf } from '../objects/find-object';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { rbacGroup } from './policy-rule';
import { findClusterRole } from './role-rules';

/** Who is granted something: a person, a group, or the identity of a Pod. */
export interface Subject {
  readonly kind: 'Group' | 'ServiceAccount' | 'User';
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
}

/** A RoleBinding or ClusterRoleBinding, read. */
export interface RoleBinding {
  readonly object: LocatedManifest;
  /** Where it grants: one namespace; left out where it grants everywhere, and outside of namespaces. */
  readonly namespace?: string;
  readonly subjects: readonly Subject[];
  readonly roleName: string;
  /** The role that it grants; undefined where that is neither in the tree nor one that every cluster has. */
  readonly role: LocatedManifest | undefined;
}

/** Every binding of a tree that can be read, cluster-wide ones first. */
export function roleBindings(manifests: ManifestSet): readonly RoleBinding[] {
  return ['ClusterRoleBinding', 'RoleBinding']
    .flatMap((kind) => manifests.ofKind(rbacGroup, kind))
    .flatMap((object) => readRoleBinding(manifests, object) ?? []);
}

/** What a binding says; undefined where it names no role. */
export function readRoleBinding(manifests: ManifestSet, object: LocatedManifest): RoleBinding | undefined {
  const { manifest } = object;
  const root = Field.root(manifest);
  const roleName = root.at('roleRef', 'name').text;
  if (roleName === undefined) return undefined;
  const namespace = manifest.kind === 'RoleBinding' ? namespaceOf(manifest) : undefined;
  const ofNamespace = root.at('roleRef', 'kind').text === 'Role' && namespace !== undefined;
  return {
    object,
    ...(namespace === undefined ? {} : { namespace }),
    subjects: root
      .at('subjects')
      .items()
      .flatMap((subject) => readSubject(subject, namespace) ?? []),
    roleName,
    role: ofNamespace
      ? findObject(manifests, { group: rbacGroup, kind: 'Role', namespace, name: roleName })
      : findClusterRole(manifests, roleName),
  };
}

/** A subject as messages write it: `ServiceAccount boutique/cart`. */
export function formatSubject({ kind, name, namespace }: Subject): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** A ServiceAccount without a namespace is one of the binding's own. */
function readSubject(field: Field, bindingNamespace: string | undefined): Subject | undefined {
  const name = field.at('name').text;
  if (name === undefined) return undefined;
  switch (field.at('kind').text) {
    case 'Group':
      return { kind: 'Group', name };
    case 'User':
      return { kind: 'User', name };
    case 'ServiceAccount': {
      const namespace = field.at('namespace').text ?? bindingNamespace;
      return namespace === undefined ? undefined : { kind: 'ServiceAccount', name, namespace };
    }
    default:
      return undefined;
  }
}
