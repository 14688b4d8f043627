import { listedRules, rbacGroup } from '../../manifest/rbac/policy-rule';
import type { Check } from '../check';

/** A rule of a role names its verbs and resources. */
export const noRbacWildcard: Check = {
  id: 'no-rbac-wildcard',
  severity: 'warning',
  profile: 'production',
  why: 'A star also means what is installed tomorrow: new subresources, new kinds, verbs such as escalate and impersonate.',
  kinds: [`${rbacGroup}/ClusterRole`, `${rbacGroup}/Role`],
  run: function* ({ manifest }) {
    for (const rule of listedRules(manifest)) {
      for (const name of ['verbs', 'resources', 'nonResourceURLs'] as const) {
        if (!rule[name].includes('*')) continue;
        // The only rule that allows everything is that of cluster-admin.
        const isEverything = rule.verbs.includes('*') && rule.resources.includes('*') && rule.apiGroups.includes('*');
        yield {
          path: rule.field.at(name).path,
          message: `Invalid value: "*": allows every ${words[name]} of ${rule.apiGroups.includes('*') ? 'every API group' : 'the rule'}`,
          fix: `list the ${words[name]}s that are needed`,
          ...(isEverything ? { severity: 'error' } : {}),
        };
      }
    }
  },
};

const words = { verbs: 'verb', resources: 'resource', nonResourceURLs: 'path' } as const;
