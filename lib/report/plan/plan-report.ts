import type { FleetPlan } from '../../plan/fleet-plan';

/** One way to write a plan down. */
export interface PlanFormat {
  /** What `--output` calls it. */
  readonly name: string;
  /** The plan as text that ends with a newline. */
  readonly format: (plan: FleetPlan, options: { readonly color: boolean }) => string;
}
