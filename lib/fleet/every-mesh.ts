import { flag, text } from './shape';

/** The facts that every mesh has, and how each is checked. */
export const everyMesh = {
  product: text,
  version: text,
  'trustDomain?': text,
  'rootNamespace?': text,
  'cni?': flag,
  'nativeSidecars?': flag,
};
