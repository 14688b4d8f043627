import type { PublishedCommand } from '../../control-plane/binaries/published-command';
import type { AnnouncedServer } from '../../control-plane/announced-servers';
import type { SimulatedCluster } from '../simulation/simulated-cluster';

/** A controller of a product that runs beside the control plane. */
export interface ProductController {
  /** How it is built. */
  readonly command: PublishedCommand;
  /** Folders of `../shared/crds` whose definitions it needs. */
  readonly definitions: readonly string[];
  /** Starts it and waits until it acts; the result stops it. */
  readonly start: (file: string, cluster: SimulatedCluster, server: AnnouncedServer) => Promise<() => Promise<void>>;
}

/** A controller that does not run here, and why. */
export interface MissingController {
  readonly name: string;
  readonly reason: string;
}
