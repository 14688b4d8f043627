import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { roleBindings } from '../../manifest/rbac/role-binding';
import type { Check } from '../check';
import { isInjected } from '../mesh/injection';
import { podCheck } from '../pod-check';

/** A pod whose ServiceAccount may do nothing gets no token for it. */
export const noNeedlessServiceAccountToken: Check = podCheck({
  id: 'no-needless-service-account-token',
  severity: 'warning',
  profile: 'production',
  why: 'Whoever breaks into the container finds a token for the API server, and has an account that others may grant things to.',
  problems: function* ({ spec, template }, { manifests, cluster }) {
    // With the token its proxy logs in to Consul, which rejects pods without one.
    if (cluster.mesh?.product === 'consul' && isInjected(template, manifests, cluster.mesh)) return;
    const own = spec.at('automountServiceAccountToken');
    const name = spec.at('serviceAccountName').text ?? spec.at('serviceAccount').text ?? 'default';
    const { namespace } = template;
    if (isGranted(manifests, namespace, name)) return;
    const account = findObject(manifests, { group: '', kind: 'ServiceAccount', namespace, name });
    const ofAccount =
      account === undefined ? undefined : Field.root(account.manifest).at('automountServiceAccountToken').boolean;
    if ((own.boolean ?? ofAccount) === false) return;
    yield {
      path: own.path,
      message: `Required value: the Pods get a token of ServiceAccount ${name}, to which the tree grants nothing`,
      fix: 'set it to false, here or in the ServiceAccount',
    };
  },
});

function isGranted(manifests: ManifestSet, namespace: string, name: string): boolean {
  return grantedAccounts(manifests).has(`${namespace}/${name}`);
}

/** The ServiceAccounts that bindings of the tree name; groups of all of them do not make a token worth having. */
const grantedAccounts = perManifestSet(
  (manifests): ReadonlySet<string> =>
    new Set(
      roleBindings(manifests)
        .flatMap(({ subjects }) => subjects)
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ namespace, name }) => `${namespace}/${name}`),
    ),
);
