import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** A pod runs as a ServiceAccount of its own. */
export const noDefaultServiceAccount: Check = podCheck({
  id: 'no-default-service-account',
  severity: 'warning',
  profile: 'production',
  why:
    'All Pods of the namespace that name none are one and the same: what is granted to one, by RBAC, by a cloud or by ' +
    'the authorization of a mesh, is granted to all.',
  problems: function* ({ spec }) {
    const field = spec.at('serviceAccountName');
    const name = field.text ?? spec.at('serviceAccount').text ?? 'default';
    if (name !== 'default' && name !== '') return;
    const message = `${field.isSet ? 'Invalid value: "default"' : 'Required value'}: the Pods run as ServiceAccount default`;
    yield { path: field.path, message, fix: 'add a ServiceAccount for the workload, and name it' };
  },
});
