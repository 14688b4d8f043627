import type { ObjectIdentity } from '../manifest/objects/object-identity';
import type { Diagnostic } from './cluster-model';

/** How a diagnostic names an object of which only the identity is known. */
export function objectReference({ group, kind, namespace, name }: ObjectIdentity): Diagnostic['object'] {
  return {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind,
    ...(namespace === '' ? {} : { namespace }),
    name,
  };
}
