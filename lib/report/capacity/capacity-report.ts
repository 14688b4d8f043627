import type { Capacity } from '../../capacity/capacity';
import type { Node } from '../../capacity/nodes/node';

/** What one run of `cdk8s-blueprints capacity` has to say of one cluster. */
export interface CapacityReport {
  readonly cluster: string;
  readonly capacity: Capacity;
  /** The nodes that were counted with. */
  readonly nodes: readonly Node[];
}

/** One way to write answers about capacity down. */
export interface CapacityFormat {
  /** What `--output` calls it. */
  readonly name: string;
  /** The reports of all clusters as text that ends with a newline. */
  readonly format: (reports: readonly CapacityReport[]) => string;
}
