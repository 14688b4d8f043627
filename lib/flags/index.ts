// cdk8s-blueprints/flags: feature flags, served by the OpenFeature operator of the cluster
export { FeatureFlags } from './feature-flags';
export type { FeatureFlagsProps } from './feature-flags';
export type { FlagEvaluation } from './flags-model';
export { flag } from './flag';
export type { Flag, FlagProps, FlagValue, FlagVariants } from './flag';
export { flagAccessors } from './flag-accessors';
export {
  allOf,
  anyOf,
  concat,
  context,
  endsWith,
  equals,
  flagKey,
  fractional,
  includes,
  isOneOf,
  lessThan,
  not,
  rawTargeting,
  startsWith,
  timestamp,
  version,
  when,
} from './targeting';
export type { Condition, RuleValue, Rule, Targeting, VersionComparison } from './targeting';
