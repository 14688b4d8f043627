import { oneOf, type Shape } from '../shape';
import type { Fact } from './fact';

/** What is known of the stage that a cluster belongs to. */
export interface EnvironmentFacts {
  /** Name of the stage, such as `prod`. */
  readonly name: string;
  /** `production` turns on the production profile of the checks. */
  readonly tier: Tier;
}

/** What an environment may be: `production` is checked more strictly. */
export const tiers = ['production', 'non-production'] as const;

/** How much breaks when an environment breaks. */
export type Tier = (typeof tiers)[number];

/** The stage that a cluster belongs to. */
export interface EnvironmentFact {
  /** The environment that it belongs to: its tier decides the defaults of blueprints and the profile of the checks. */
  readonly environment: EnvironmentFacts;
}

const environment: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'name' in value && 'tier' in value
    ? oneOf(...tiers)(value.tier, `${path}.tier`)
    : {
        path,
        message: 'Required value: new Environment(…)',
        fix: "write new Environment('prod', { tier: 'production' })",
      };

/** A file says which tier it is of: what it is called stands in the path of the tree. */
export const environmentFact: Fact<EnvironmentFact, EnvironmentFact> = {
  props: { environment },
  lines: { 'tier?': oneOf(...tiers) },
  resolve: (props) => ({ environment: props.environment }),
  describe: (facts) => ({ tier: facts.environment?.tier }),
};
