import type { PodsAt } from '../network-facts';
import { podsAt } from '../pods-at-shape';
import { fields, flag, listOf, oneOf, textLike } from '../shape';
import type { Fact } from './fact';

/** Operators of databases that are known. */
export const databaseOperators = ['cloudnative-pg'] as const;

/** An operator of databases. */
export type DatabaseOperator = (typeof databaseOperators)[number];

const operatorProducts = [...databaseOperators, 'eck'] as const;

/** An operator of others that a cluster runs, and where: network policies let its pods in. */
export interface OperatorFacts extends PodsAt {
  /** Which one it is. */
  readonly product: (typeof operatorProducts)[number];
  /** Minor version, such as `1.30`. */
  readonly version: string;
  /** For `cloudnative-pg`: whether the Barman Cloud plugin is installed, which backups need. @default false */
  readonly barmanCloud?: boolean;
}

/** What operators a cluster runs, as users write it. */
export interface OperatorsProps {
  /**
   * Operators of databases that the cluster runs, and `eck`, Elastic Cloud on Kubernetes. Where several serve an engine,
   * the first does.
   *
   * @default none
   */
  readonly operators?: readonly OperatorFacts[];
}

/** What operators a cluster runs. */
export interface OperatorsFact {
  /** Operators that the cluster runs, the preferred one first. */
  readonly operators: readonly OperatorFacts[];
}

const minor = textLike(/^\d{1,3}\.(0|[1-9]\d{0,3})$/, 'a minor version, such as "1.30"');

export const operatorsFact: Fact<OperatorsProps, OperatorsFact> = {
  props: {
    'operators?': listOf(
      fields({ ...podsAt, product: oneOf(...operatorProducts), version: minor, 'barmanCloud?': flag }),
    ),
  },
  layers: 'lists add up',
  resolve({ operators = [] }, cluster) {
    const products = operators.map(({ product }) => product);
    const repeated = products.find((product, index) => products.indexOf(product) !== index);
    if (repeated !== undefined) throw new Error(`cluster ${cluster}: operators: Duplicate value: "${repeated}"`);
    return { operators };
  },
  describe: ({ operators }) => ({ operators }),
};
