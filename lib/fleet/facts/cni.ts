import { cniFacts, cniProducts, enforcementShapes, type CniProduct } from '../cni';
import { differences } from '../differences';
import type { CniFacts } from '../network-facts';
import { fields, oneOf, type Shape } from '../shape';
import type { Fact } from './fact';

/** What enforces network policies, as users write it: part of the `network` of a cluster. */
export interface CniProps {
  /**
   * The plugin that enforces network policies: its name, or `cniFacts(name, differences)`.
   *
   * @default 'other', one that enforces all of NetworkPolicy
   */
  readonly cni?: CniProduct | CniFacts;
}

const installation = fields({ product: oneOf(...cniProducts), ...enforcementShapes });
const cni: Shape = (value, path) =>
  typeof value === 'string' ? oneOf(...cniProducts)(value, path) : installation(value, path);

export const cniFact: Fact<CniProps, object, { readonly network: { readonly cni: CniFacts } }> = {
  props: { 'cni?': cni },
  resolve: () => ({}),
  describe: ({ network }) => ({ cni: network === undefined ? undefined : describeCni(network.cni) }),
};

function describeCni(found: CniFacts): CniProduct | CniFacts | undefined {
  const isUsual = Object.keys(differences(found, cniFacts(found.product))).length === 0;
  if (!isUsual) return found;
  return found.product === 'other' ? undefined : found.product;
}
