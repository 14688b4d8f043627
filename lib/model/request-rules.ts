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
 *
 * @throws where a rule about gRPC could match no call
 */
export function requestRules(
  http: readonly HttpRule[] | undefined,
  grpc: readonly GrpcRule[] | undefined,
): readonly HttpRule[] | undefined {
  if (grpc !== undefined) assertNotEmpty(grpc, 'connection: grpc');
  for (const [i, rule] of (grpc ?? []).entries()) assertGrpcRule(rule, `connection: grpc[${i}]`);
  return http === undefined && grpc === undefined ? undefined : [...(http ?? []), ...(grpc ?? []).map(toHttpRule)];
}

function toHttpRule({ service, methods = ['*'] }: GrpcRule): HttpRule {
  return { methods: ['POST'], paths: methods.map((method) => `/${service}/${method}`) };
}

function assertGrpcRule({ service, methods }: GrpcRule, where: string): void {
  if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(service))
    throw new Error(
      `${where}.service: Invalid value: "${service}": must be the full name of a service, as in shop.CartService`,
    );
  if (methods === undefined) return;
  assertNotEmpty(methods, `${where}.methods`);
  for (const method of methods) {
    if (/^[A-Za-z_]\w*$/.test(method)) continue;
    throw new Error(`${where}.methods: Invalid value: "${method}": must be the name of a method, as in AddItem`);
  }
}

function assertNotEmpty(values: readonly unknown[], where: string): void {
  if (values.length === 0)
    throw new Error(`${where}: Invalid value: []: an empty list would allow anything: leave it out for that`);
}
