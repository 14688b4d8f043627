import { fields, flag, oneOf, text } from '../shape';
import type { Fact } from './fact';

/** The Gateway API definitions that are installed in a cluster, and what acts on them. */
export interface GatewayApiFacts {
  /** Version of the definitions, such as `1.6`. */
  readonly version: string;
  /** Channel that they were installed from: `standard` lacks fields and kinds that `experimental` has. */
  readonly channel: 'standard' | 'experimental';
  /**
   * Whether the implementation routes requests between workloads of the cluster, too: it acts on routes whose parent is
   * a Service (GAMMA). Only asked where no mesh runs: meshes do.
   *
   * @default false: it serves gateways alone, and ignores such routes
   */
  readonly gamma?: boolean;
}

/** Whether a cluster has the Gateway API. */
export interface GatewayApiFact {
  /** The Gateway API definitions that are installed: version and channel decide which fields may be emitted. @default none */
  readonly gatewayApi?: GatewayApiFacts;
}

export const gatewayApiFact: Fact<GatewayApiFact, GatewayApiFact> = {
  props: { 'gatewayApi?': fields({ version: text, channel: oneOf('standard', 'experimental'), 'gamma?': flag }) },
  resolve: ({ gatewayApi }) => (gatewayApi === undefined ? {} : { gatewayApi }),
  describe: ({ gatewayApi }) => ({ gatewayApi }),
};
