import type { MeshProduct } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { meshRecords } from '../../products/mesh-records';
import { firstPolicyNaming } from './authorized-accounts';
import { optOutsOf } from './opt-out';

/** A pod that a policy of the mesh names, as a server or as a client, does not opt out of that mesh. */
export const noMeshOptOut: Check = {
  id: 'no-mesh-opt-out',
  severity: 'error',
  profile: 'baseline',
  why: 'Nothing enforces a policy on a pod outside the mesh: whoever reaches it may ask for anything. A client outside it has no identity, so that what allows it never matches.',
  kinds: podOwningKinds,
  run: function* (object, { manifests }) {
    const pod = podTemplateOf(object);
    if (pod === undefined) return;
    for (const { product, field } of optOutsOf(pod, manifests)) {
      const server = meshRecords[product].policyFor(pod, manifests);
      const client = server === undefined ? policyForClient(product, pod, manifests) : undefined;
      if (server !== undefined)
        yield invalid(field, `takes the pods out of the mesh, where ${name(server)} protects nothing`, fix);
      else if (client !== undefined)
        yield invalid(field, `takes the pods out of the mesh, so that ${name(client)} does not know them`, fix);
    }
  },
};

const fix = 'leave it out, or take the pods out of the policy';

/** A policy that lets the pod's account in, where no other pod of the mesh runs as it. */
function policyForClient(product: MeshProduct, pod: PodTemplate, manifests: ManifestSet): LocatedManifest | undefined {
  const account = accountOf(pod);
  const { namespaced } = meshRecords[product].clients;
  const policy = firstPolicyNaming(product, namespaced ? `${pod.namespace}/${account}` : account, manifests);
  if (policy === undefined) return undefined;
  const pods = manifests.pods(namespaced ? pod.namespace : undefined);
  const isKnown = pods.some(
    (other) =>
      accountOf(other) === account && optOutsOf(other, manifests).every((optOut) => optOut.product !== product),
  );
  return isKnown ? undefined : policy;
}

function accountOf({ spec }: PodTemplate): string {
  const account = Field.at('spec', spec);
  return account.at('serviceAccountName').text ?? account.at('serviceAccount').text ?? 'default';
}

function name({ manifest }: LocatedManifest): string {
  return `${manifest.kind} ${manifest.metadata.name ?? ''}`;
}
