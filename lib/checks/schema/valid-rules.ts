import type { ClusterFacts } from '../../fleet/cluster-facts';
import { isAtLeast } from '../../fleet/kubernetes-version';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { Check, CheckContext } from '../check';
import type { Problem } from '../finding';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import type { KnownKind } from '../../schema/facts/facts-catalog';
import { compileRules, type RuleChecker } from '../../schema/rules/compile-rules';
import { hasTransitionRules } from '../../schema/rules/has-transition-rules';
import type { KindFacts } from '../../schema/facts/schema-facts';
import { committedObject, toleratedObject } from './committed-object';
import { schemasOf } from './schemas-of';
import { ValidationReport } from '../../schema/structure/validation-report';
import { changeOf, validateChange, validateStructure } from '../../schema/structure/validate-structure';

/** A custom resource fulfils the rules in CEL that its definition sets (`x-kubernetes-validations`). */
export const validRules: Check = {
  id: 'valid-rules',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server refuses an object, or a change of one, that breaks a rule of its definition.',
  assumptions: [
    'Rules about a change compare with the last committed tree: what it holds is taken to be in the cluster.',
  ],
  kinds: ['*'],
  run: (object, context) => {
    const { apiVersion, kind } = object.manifest;
    const known = schemasOf(context).find(apiVersion, kind);
    if (known === undefined || isBuiltInGroup(known.group)) return [];
    const checker = checkerOf(known.facts);
    return checker === undefined ? [] : ruleProblems(object, known, checker, context);
  },
};

function ruleProblems(
  { manifest }: LocatedManifest,
  known: KnownKind,
  checker: RuleChecker,
  context: CheckContext,
): readonly Problem[] {
  const tolerated = toleratedObject(manifest, context);
  const { stored, problems } =
    tolerated === undefined ? validateStructure(manifest, known) : validateChange(manifest, tolerated, known);
  if (problems.some((problem) => keepsRulesFromRunning(problem, context.cluster))) return [notChecked];
  const before = committedObject(manifest, context);
  const isComparable = before?.apiVersion === manifest.apiVersion;
  const previous = isComparable ? validateStructure(before, known).stored : undefined;
  const change =
    tolerated === undefined || previous === undefined ? undefined : changeOf(stored, previous, known.facts);
  const report = new ValidationReport([], undefined, change);
  checker(stored, previous, report);
  if (before === undefined || isComparable || !hasTransitionRules(known.facts.schema)) return report.problems;
  return [...report.problems, notCompared(before)];
}

/** What the API server has to know of a value before it runs any rule on it. */
function keepsRulesFromRunning({ message, status, severity }: Problem, { kubernetesVersion }: ClusterFacts): boolean {
  if (status === 'unproved' || severity === 'warning') return false;
  if (message.startsWith('Unsupported value')) return isAtLeast(kubernetesVersion, '1.29');
  return /^(Required value|Too (long|many)\b|Invalid value: .*: must be of type |unknown field )/.test(message);
}

/** Only the API server, or the webhook of the definition, can convert the object that the cluster has. */
function notCompared({ apiVersion }: Manifest): Problem {
  return {
    path: 'apiVersion',
    status: 'unproved',
    severity: 'warning',
    message: `the rules about a change were not checked: the last committed object is of ${apiVersion}`,
    fix: 'change the version in one step, and the fields in another',
  };
}

const notChecked: Problem = {
  path: '',
  status: 'unproved',
  severity: 'warning',
  message: 'some validation rules were not checked because the object was invalid',
  fix: 'correct what valid-schema reports',
};

const checkers = new WeakMap<KindFacts, { readonly checker: RuleChecker | undefined }>();

/** Most kinds have no rules, which is worth to remember too. */
function checkerOf(facts: KindFacts): RuleChecker | undefined {
  const known = checkers.get(facts);
  if (known !== undefined) return known.checker;
  const checker = compileRules(facts.schema);
  checkers.set(facts, { checker });
  return checker;
}
