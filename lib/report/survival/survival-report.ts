import type { Survival } from '../../survival/survival';

/** One way to write down what survives a loss. */
export interface SurvivalFormat {
  /** What `--output` calls it. */
  readonly name: string;
  /** Text that ends with a newline. */
  readonly format: (survival: Survival) => string;
}
