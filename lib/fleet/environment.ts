import { assertKnownFields } from './assert-known-fields';
import { tiers, type EnvironmentFacts, type Tier } from './facts/environment';
import { assertDnsLabel, unknownName } from './name-rules';

/** What is said of an environment besides its name. */
export interface EnvironmentProps {
  /**
   * How much breaks when it breaks. Production environments get more replicas by default and stricter checks.
   *
   * @default 'non-production'
   */
  readonly tier?: Tier;
}

/** A stage that software passes through: dev, staging, prod. Names the first folder of the tree on disk. */
export class Environment implements EnvironmentFacts {
  /** A DNS label: the first folder of the tree on disk. */
  readonly name: string;
  /** How much breaks when it breaks. */
  readonly tier: Tier;

  constructor(name: string, props: EnvironmentProps = {}) {
    assertDnsLabel('environment name', name);
    assertKnownFields(`environment ${name}`, props, { tier: true });
    const { tier = 'non-production' } = props;
    if (!tiers.includes(tier)) throw unknownName(`environment ${name}: tier`, tier, tiers);
    this.name = name;
    this.tier = tier;
  }
}
