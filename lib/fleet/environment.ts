import { tiers, type EnvironmentFacts, type Tier } from './facts/environment';
import { dnsLabel } from './name-rules';
import { assertShape } from './reject';
import { fieldsOf, oneOf } from './shape';

/** What is said of an environment besides its name. */
export interface EnvironmentProps {
  /**
   * How much breaks when it breaks. Production environments get more replicas by default and stricter checks.
   *
   * @default 'non-production'
   */
  readonly tier?: Tier;
}

const propsShape = fieldsOf<EnvironmentProps>({ 'tier?': oneOf(...tiers) });

/** A stage that software passes through: dev, staging, prod. Names the first folder of the tree on disk. */
export class Environment implements EnvironmentFacts {
  /** A DNS label: the first folder of the tree on disk. */
  readonly name: string;
  /** How much breaks when it breaks. */
  readonly tier: Tier;

  constructor(name: string, props: EnvironmentProps = {}) {
    assertShape({ kind: 'Environment', name: '' }, dnsLabel, name, 'name');
    assertShape({ kind: 'Environment', name }, propsShape, props);
    const { tier = 'non-production' } = props;
    this.name = name;
    this.tier = tier;
  }
}
