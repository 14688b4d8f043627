import type { HttpRule } from './connection';

/** What a client may ask of a gRPC server. */
export interface GrpcRule {
  /** Full name of the service, with its package: `hipstershop.CartService`. */
  readonly service: string;
  /** Names of its methods, such as `AddItem`. @default every method of the service */
  readonly methods?: readonly string[];
}

/**
 * The HTTP rules that stand for both kinds of rules. A gRPC call is a POST to `/<service>/<method>`, which is all that
 * a mesh sees of it.
 */
export function requestRules(
  http: readonly HttpRule[] | undefined,
  grpc: readonly GrpcRule[] | undefined,
): readonly HttpRule[] | undefined {
  return http === undefined && grpc === undefined ? undefined : [...(http ?? []), ...(grpc ?? []).map(toHttpRule)];
}

function toHttpRule({ service, methods = ['*'] }: GrpcRule): HttpRule {
  return { methods: ['POST'], paths: methods.map((method) => `/${service}/${method}`) };
}
