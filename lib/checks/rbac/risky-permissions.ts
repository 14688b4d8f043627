import { allowsResource, listedRules, type PolicyRule } from '../../manifest/rbac/policy-rule';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Problem } from '../finding';

/** What a role should not allow, in one API group. */
export interface RiskyPermission {
  readonly verbs: readonly string[];
  readonly group: string;
  /** Plural names, with their subresource: `pods/exec`. */
  readonly resources: readonly string[];
  /** What whoever has it can do: ends a sentence that starts with `allows "create" of pods/exec, which lets its subjects`. */
  readonly lets: string;
  /** Whether a rule for certain names is as bad as one for all. */
  readonly evenByName: boolean;
}

/** One problem for each rule of a role and each permission that it gives. */
export function* riskyRules(role: Manifest, permissions: readonly RiskyPermission[], fix: string): Iterable<Problem> {
  for (const rule of listedRules(role)) {
    // Every resource at once is what no-rbac-wildcard reports.
    if (rule.resources.includes('*')) continue;
    for (const permission of permissions) {
      if (rule.resourceNames.length > 0 && !permission.evenByName) continue;
      const given = givenBy(rule, permission);
      if (given === undefined) continue;
      yield {
        path: rule.field.path,
        message: `Forbidden: allows ${given}, which lets its subjects ${permission.lets}`,
        fix,
      };
    }
  }
}

/** What of a permission a rule gives, in words: `create, patch of pods`. */
function givenBy(rule: PolicyRule, { verbs, group, resources }: RiskyPermission): string | undefined {
  const given = resources.map((path) => {
    const [resource = '', subresource = ''] = path.split('/');
    return { path, verbs: verbs.filter((verb) => allowsResource(rule, { verb, group, resource, subresource })) };
  });
  const allowed = given.filter((each) => each.verbs.length > 0);
  const [first] = allowed;
  return first === undefined ? undefined : `${first.verbs.join(', ')} of ${allowed.map(({ path }) => path).join(', ')}`;
}
