import type { ObjectIdentity } from '../manifest/objects/object-identity';
import { apiVersionOf } from '../products/controllers/api-version-of';
import type { Diagnostic } from './cluster-model';

/** How a diagnostic names an object of which only the identity is known. */
export function objectReference({ group, kind, namespace, name }: ObjectIdentity): Diagnostic['object'] {
  return {
    apiVersion: apiVersionOf({ group, kind }),
    kind,
    ...(namespace === '' ? {} : { namespace }),
    name,
  };
}
