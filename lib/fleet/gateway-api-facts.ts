/** The Gateway API definitions that are installed in a cluster. */
export interface GatewayApiFacts {
  /** Version of the definitions, such as `1.6`. */
  readonly version: string;
  readonly channel: 'standard' | 'experimental';
}
