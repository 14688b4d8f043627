import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { clusterApiGroup } from './cluster-class-of';
import { minorsAhead, versionIn } from './kubernetes-version';

/** How many minors a kubelet may be behind: https://kubernetes.io/releases/version-skew-policy/#kubelet */
const mostBehind = 3;

/** Machines run a version of Kubernetes that their control plane supports. */
export const validMachineVersion: Check = {
  id: 'valid-machine-version',
  severity: 'error',
  profile: 'baseline',
  why:
    'A kubelet must not be newer than the API server, nor more than three minors older. Cluster API holds back new machines ' +
    'that would be: a pool is not scaled, and what breaks is not replaced.',
  kinds: [`${clusterApiGroup}/MachineDeployment`, `${clusterApiGroup}/MachinePool`, `${clusterApiGroup}/MachineSet`],
  run: function* ({ manifest }, { manifests }) {
    const field = Field.root(manifest).at('spec', 'template', 'spec', 'version');
    if (!field.isSet) return;
    const version = versionIn(field);
    if (version === undefined) {
      yield invalid(field, 'must be a version of Kubernetes in full', 'write all three numbers, such as v1.34.1');
      return;
    }
    const controlPlane = controlPlaneOf(manifest, manifests);
    const ofControlPlane = controlPlane === undefined ? undefined : versionIn(controlPlane);
    if (ofControlPlane === undefined) {
      yield {
        path: field.path,
        message: `Not found: the tree does not say which version the control plane of the cluster runs`,
        fix: 'add its Cluster and its control plane to the tree',
        status: 'unproved',
      };
      return;
    }
    const ahead = minorsAhead(version, ofControlPlane) ?? 0;
    if (ahead > 0)
      yield invalid(
        field,
        `must not be newer than the control plane, ${ofControlPlane.text}`,
        'upgrade the control plane first',
      );
    if (ahead < -mostBehind)
      yield invalid(
        field,
        `must not be more than ${mostBehind} minors behind the control plane, ${ofControlPlane.text}`,
        'upgrade the machines before the control plane',
      );
  },
};

/** The field with the version of the control plane that a cluster names; undefined where the tree has not all of it. */
function controlPlaneOf(machines: Manifest, manifests: ManifestSet): Field | undefined {
  const namespace = namespaceOf(machines);
  const find = (group: string | undefined, kind: string | undefined, name: string | undefined) => {
    if (group === undefined || kind === undefined || name === undefined) return undefined;
    const found = findObject(manifests, { group, kind, namespace, name });
    return found === undefined ? undefined : Field.root(found.manifest).at('spec');
  };
  const cluster = find(clusterApiGroup, 'Cluster', Field.root(machines).at('spec', 'clusterName').text);
  const reference = cluster?.at('controlPlaneRef');
  const [group, kind, name] = ['apiGroup', 'kind', 'name'].map((part) => reference?.at(part).text);
  return find(group, kind, name)?.at('version');
}
