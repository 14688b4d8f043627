import { namespaceOf } from '../objects/find-object';
import type { LocatedManifest } from '../objects/manifest';
import type { ManifestSet } from '../objects/manifest-set';
import { allowsNonResource, allowsResource, type PolicyRule } from './policy-rule';
import { roleBindings, type RoleBinding, type Subject } from './role-binding';
import { rulesOf } from './role-rules';
import { servedResource } from './served-resource';

/** A question of the form: who can `get` `secrets`? */
export interface AccessQuestion {
  readonly verb: string;
  /** Name, such as `pods` or `pod`; with its subresource, such as `pods/log`; or a path outside of them, such as `/metrics`. */
  readonly resource: string;
  /** API group; that of the built-in or defined resource of this name when left out. */
  readonly group?: string;
  readonly subresource?: string;
  /** Namespace of the object; every namespace, and none, when left out. */
  readonly namespace?: string;
  /** Name of the object; any name when left out. */
  readonly resourceName?: string;
}

/** One way in which a subject is allowed what was asked. */
export interface AccessGrant {
  readonly subject: Subject;
  readonly binding: LocatedManifest;
  /** The role that lists the rule: where roles are aggregated, not the one that the binding names. */
  readonly role: LocatedManifest;
  /** Path of the rule in that role: `rules[0]`. */
  readonly rule: string;
  /** Where it holds; left out where it holds in every namespace, and outside of them. */
  readonly namespace?: string;
  /** The only names for which it holds; left out where it holds for every name. */
  readonly resourceNames?: readonly string[];
  /** The ServiceAccounts of the tree that the subject stands for: itself, or the members of a group. */
  readonly serviceAccounts: readonly LocatedManifest[];
}

export interface AccessAnswer {
  readonly grants: readonly AccessGrant[];
  /** Bindings that may grant more: their roles are neither in the tree nor known. */
  readonly unresolved: readonly LocatedManifest[];
}

/** Verbs of requests that name no object, so that a rule for certain names never allows them. */
const namelessVerbs: ReadonlySet<string> = new Set(['create', 'deletecollection']);

/**
 * Who may do something, as the RBAC authorizer decides it from the bindings of a tree.
 *
 * What the authorizer does not decide is left out: members of `system:masters` may do everything, and other
 * authorizers (Node, webhooks) may allow more.
 */
export function whoCan(manifests: ManifestSet, question: AccessQuestion): AccessAnswer {
  const grants: AccessGrant[] = [];
  const unresolved: LocatedManifest[] = [];
  const asked = requestOf(manifests, question);
  for (const binding of roleBindings(manifests)) {
    if (!reaches(binding, question, asked)) continue;
    if (binding.role === undefined) {
      unresolved.push(binding.object);
      continue;
    }
    for (const { rule, role } of rulesOf(manifests, binding.role)) {
      if (asked.allows(rule)) grants.push(...grantsOf(manifests, binding, rule, role));
    }
  }
  return { grants, unresolved };
}

interface Asked {
  readonly scope: 'Cluster' | 'Namespaced' | 'NonResource';
  readonly allows: (rule: PolicyRule) => boolean;
}

function requestOf(
  manifests: ManifestSet,
  { verb, resource, group, subresource, resourceName }: AccessQuestion,
): Asked {
  if (resource.startsWith('/')) {
    const request = { verb, nonResourceURL: resource };
    return { scope: 'NonResource', allows: (rule) => allowsNonResource(rule, request) };
  }
  const [name = '', ofPath = ''] = resource.split('/');
  const served = servedResource(manifests, name, group);
  const request = { verb, group: served.group, resource: served.plural, subresource: subresource ?? ofPath };
  const isNameless = namelessVerbs.has(verb) && request.subresource === '';
  const allows = (rule: PolicyRule): boolean => {
    const { resourceNames } = rule;
    if (!allowsResource(rule, request)) return false;
    if (resourceNames.length === 0) return true;
    return !isNameless && (resourceName === undefined || resourceNames.includes(resourceName));
  };
  // A single Namespace is asked for as if it lay within itself; all of them, or a new one, are not.
  const isNamespaceAsWhole = served.plural === 'namespaces' && (isNameless || verb === 'list' || verb === 'watch');
  return { scope: isNamespaceAsWhole ? 'Cluster' : served.scope, allows };
}

/** Whether a binding can grant anything where the question is about. */
function reaches({ namespace }: RoleBinding, question: AccessQuestion, { scope }: Asked): boolean {
  if (namespace === undefined) return true;
  if (scope !== 'Namespaced') return false;
  return question.namespace === undefined || question.namespace === namespace;
}

function grantsOf(
  manifests: ManifestSet,
  { object, namespace, subjects }: RoleBinding,
  rule: PolicyRule,
  role: LocatedManifest,
): readonly AccessGrant[] {
  return subjects.map((subject) => ({
    subject,
    binding: object,
    role,
    rule: rule.field.path,
    ...(namespace === undefined ? {} : { namespace }),
    ...(rule.resourceNames.length === 0 ? {} : { resourceNames: rule.resourceNames }),
    serviceAccounts: serviceAccountsOf(manifests, subject),
  }));
}

/** Every Pod's identity is in `system:serviceaccounts`, and in the group of its namespace; and it is authenticated. */
function serviceAccountsOf(manifests: ManifestSet, { kind, name, namespace }: Subject): readonly LocatedManifest[] {
  const all = manifests.ofKind('', 'ServiceAccount');
  if (kind === 'ServiceAccount') return all.filter(({ manifest }) => is(manifest, namespace, name));
  const [system, what, ofNamespace, ofName] = name.split(':');
  if (system !== 'system') return [];
  if (kind === 'User')
    return what === 'serviceaccount' ? all.filter(({ manifest }) => is(manifest, ofNamespace, ofName)) : [];
  if (name === 'system:authenticated' || name === 'system:serviceaccounts') return all;
  return what === 'serviceaccounts' ? all.filter(({ manifest }) => namespaceOf(manifest) === ofNamespace) : [];
}

function is(manifest: LocatedManifest['manifest'], namespace: string | undefined, name: string | undefined): boolean {
  return manifest.metadata.name === name && namespaceOf(manifest) === namespace;
}
