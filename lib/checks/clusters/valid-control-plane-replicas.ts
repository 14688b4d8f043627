import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Check, CheckContext } from '../check';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';
import { classNamedBy, classOf, clusterApiGroup } from './cluster-class-of';
import type { Manifest } from '../../manifest/objects/manifest';

const group = `controlplane.${clusterApiGroup}`;

/** A control plane of kubeadm has an odd number of machines, unless etcd runs elsewhere. */
export const validControlPlaneReplicas: Check = {
  id: 'valid-control-plane-replicas',
  severity: 'error',
  profile: 'baseline',
  why:
    'etcd runs on the machines of the control plane. An even number of members survives no more losses than one member less, ' +
    'and none is no cluster: the webhook of Cluster API refuses both.',
  kinds: [`${clusterApiGroup}/Cluster`, `${group}/KubeadmControlPlane`],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    if (manifest.kind === 'KubeadmControlPlane') yield* problems(spec.at('replicas'), etcdOf(spec));
    else yield* problems(spec.at('topology', 'controlPlane', 'replicas'), etcdOfTopology(manifest, context));
  },
};

/** Where etcd runs, as far as the tree says. */
type Etcd = 'stacked' | 'external' | 'unknown' | 'none';

function* problems(replicas: Field, etcd: Etcd): Iterable<Problem> {
  const { number } = replicas;
  if (number === undefined || etcd === 'none') return;
  const status = etcd === 'unknown' ? ({ status: 'unproved' } as const) : {};
  if (number <= 0)
    yield { ...forbidden(replicas, 'a control plane has at least one machine', 'write 1 or 3'), ...status };
  else if (number % 2 === 0 && etcd !== 'external')
    yield {
      ...forbidden(
        replicas,
        'etcd runs on the machines, and their number is even',
        `write ${number - 1} or ${number + 1}`,
      ),
      ...status,
    };
}

function etcdOf(spec: Field): Etcd {
  const external = spec.at('kubeadmConfigSpec', 'clusterConfiguration', 'etcd', 'external');
  return external.isSet ? 'external' : 'stacked';
}

/** What a patch of the class would make of it is not known. */
function etcdOfTopology(cluster: Manifest, { manifests }: CheckContext): Etcd {
  const identity = classNamedBy(cluster);
  if (identity === undefined) return 'none';
  const spec = classOf(cluster, manifests)?.at('spec');
  if (spec === undefined) return 'unknown';
  const reference = spec.at('controlPlane', 'templateRef');
  const named = reference.at('kind').text;
  if (named !== 'KubeadmControlPlaneTemplate' || apiGroup(reference.at('apiVersion').text ?? '') !== group)
    return 'none';
  const template = templateOf(reference, identity.namespace, manifests);
  if (template === undefined || spec.at('patches').items().length > 0) return 'unknown';
  return etcdOf(template.at('spec', 'template', 'spec'));
}

function templateOf(reference: Field, namespace: string, manifests: ManifestSet): Field | undefined {
  const name = reference.at('name').text;
  if (name === undefined) return undefined;
  const found = findObject(manifests, { group, kind: 'KubeadmControlPlaneTemplate', namespace, name });
  return found === undefined ? undefined : Field.root(found.manifest);
}
