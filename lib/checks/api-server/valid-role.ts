import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { labelSelectorProblems } from './fields/label-selector';

/** Each rule of a role allows some verb on some resource, or on some path of the API. */
export const validRole: Check = {
  id: 'valid-role',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the role: a rule that names nothing allows nothing.',
  kinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/Role'],
  run: function* ({ manifest }) {
    const role = Field.root(manifest);
    for (const rule of role.at('rules').items()) {
      if (rule.map !== undefined) yield* ruleProblems(rule, manifest.kind === 'Role');
    }
    const selectors = role.at('aggregationRule', 'clusterRoleSelectors');
    if (role.at('aggregationRule').map !== undefined && selectors.items().length === 0) {
      const rule = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
      yield required(selectors, rule, 'select the roles to add, or remove aggregationRule');
    }
    for (const selector of selectors.items()) yield* labelSelectorProblems(selector);
  },
};

function* ruleProblems(rule: Field, isNamespaced: boolean): Iterable<Problem> {
  const isEmpty = (name: string) => rule.at(name).items().length === 0;
  const urls = rule.at('nonResourceURLs');
  // A missing list of verbs is for the schema check to report.
  if (isEmpty('verbs') && rule.at('verbs').isSet) {
    yield required(rule.at('verbs'), '', 'list what may be done');
  }
  if (!isEmpty('nonResourceURLs')) {
    if (isNamespaced) {
      const fix = 'put the rule into a ClusterRole';
      yield invalid(urls, 'namespaced rules cannot apply to non-resource URLs', fix);
    }
    if (!isEmpty('apiGroups') || !isEmpty('resources') || !isEmpty('resourceNames')) {
      const fix = 'make two rules of it';
      yield invalid(urls, 'rules cannot apply to both regular resources and non-resource URLs', fix);
    }
    return;
  }
  if (isEmpty('apiGroups')) {
    const fix = "list the API groups, '' for the core group";
    yield required(rule.at('apiGroups'), 'resource rules must supply at least one api group', fix);
  }
  if (isEmpty('resources')) {
    yield required(rule.at('resources'), 'resource rules must supply at least one resource', 'list the resources');
  }
}
