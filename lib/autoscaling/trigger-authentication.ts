import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { AuthenticationModel } from './scaler-model';

/** Where KEDA finds the credentials of triggers. */
export function emitTriggerAuthentication(model: AuthenticationModel): Manifest {
  const { kind, owner: _, namespace, name, fields, ...rest } = model;
  nothingLeft(rest);
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    spec: { ...fields },
  };
}
