import { dnsLabel } from './name-rules';
import { assertShape } from './reject';
import { flag, text, textLike, valueOr, type Shape } from './shape';

/** The options that every mesh has besides its version, and how each is checked. */
export const everyMeshOptions = {
  'trustDomain?': textLike(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    "lower case letters, digits, '-' and '.', without \"spiffe://\"",
  ),
  'rootNamespace?': dnsLabel,
  'cni?': flag,
  'nativeSidecars?': valueOr('auto', flag),
} as const;

/** The facts that every mesh has, and how each is checked. */
export const everyMesh = { product: text, version: text, ...everyMeshOptions } as const;

/** Stops the program where a mesh is not described as its function takes it. */
export function assertMeshOptions(product: string, shape: Shape, options: unknown): void {
  assertShape({ kind: product, name: '' }, shape, options);
}
