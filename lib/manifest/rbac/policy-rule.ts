import { Field } from '../objects/field';
import type { Manifest } from '../objects/manifest';

/** One rule of a Role or ClusterRole. */
export interface PolicyRule {
  readonly field: Field;
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  /** Empty where the rule holds for every name. */
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** A request for objects, as the API server's authorizer sees it. */
export interface ResourceRequest {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** `''` for the resource itself. */
  readonly subresource: string;
}

/** A request for a path outside of the object APIs, such as `/metrics`. */
export interface NonResourceRequest {
  readonly verb: string;
  readonly nonResourceURL: string;
}

export const rbacGroup = 'rbac.authorization.k8s.io';

/** The rules that a Role or ClusterRole lists itself. */
export function listedRules(role: Manifest): readonly PolicyRule[] {
  return Field.root(role)
    .at('rules')
    .items()
    .map((field) => ({
      field,
      verbs: texts(field.at('verbs')),
      apiGroups: texts(field.at('apiGroups')),
      resources: texts(field.at('resources')),
      resourceNames: texts(field.at('resourceNames')),
      nonResourceURLs: texts(field.at('nonResourceURLs')),
    }));
}

/** Whether a rule allows a request for objects, names aside: those that it is limited to are for the caller to compare. */
export function allowsResource(rule: PolicyRule, { verb, group, resource, subresource }: ResourceRequest): boolean {
  return (
    includes(rule.verbs, verb) &&
    includes(rule.apiGroups, group) &&
    rule.resources.some((allowed) => coversResource(allowed, resource, subresource))
  );
}

/** Whether a rule allows a request for a path. Only a ClusterRole that a ClusterRoleBinding grants can. */
export function allowsNonResource(rule: PolicyRule, { verb, nonResourceURL }: NonResourceRequest): boolean {
  return includes(rule.verbs, verb) && rule.nonResourceURLs.some((allowed) => coversPath(allowed, nonResourceURL));
}

/** `*` covers everything, subresources too; `*` before `/scale` the scale of everything; `pods` not its subresources. */
function coversResource(allowed: string, resource: string, subresource: string): boolean {
  if (allowed === '*') return true;
  if (subresource === '') return allowed === resource;
  return allowed === `${resource}/${subresource}` || allowed === `*/${subresource}`;
}

/** A star counts at the end only: `/healthz/*`. */
function coversPath(allowed: string, path: string): boolean {
  return allowed === path || (allowed.endsWith('*') && path.startsWith(withoutStars(allowed)));
}

/** A pattern for this would take quadratic time on a hostile rule. */
function withoutStars(text: string): string {
  let end = text.length;
  while (text[end - 1] === '*') end -= 1;
  return text.slice(0, end);
}

function includes(allowed: readonly string[], wanted: string): boolean {
  return allowed.includes('*') || allowed.includes(wanted);
}

function texts(list: Field): readonly string[] {
  return list
    .items()
    .map(({ text }) => text)
    .filter((text) => text !== undefined);
}
