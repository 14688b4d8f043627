import type { KedaFacts } from '../../fleet/autoscaler-facts';
import { askedService } from '../../manifest/network/asked-service';
import { Field } from '../../manifest/objects/field';
import { findObject } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { triggerAddresses, type TriggerAddress } from '../../products/keda-scalers/trigger-addresses';
import { strangerPod } from '../../reach/mesh/mesh-client';
import { meshRules } from '../../reach/mesh/mesh-explanation';
import { ConnectionSet } from '../../reach/sets/connection-set';
import { serviceTargets, type ServiceTarget } from '../../reach/space/service-targets';
import type { Check, CheckContext } from '../check';
import { clusterMesh } from '../cluster-mesh';
import { clusterReachability } from '../cluster-reachability';
import type { Problem } from '../finding';
import { triggeredKinds } from './trigger-field';

/** What KEDA asks for a trigger lets it in, under every mesh. */
export const requireOpenTrigger: Check = {
  id: 'require-open-trigger',
  severity: 'error',
  profile: 'baseline',
  why: 'A proxy that takes clients of the mesh alone, or some of them, resets every connection of KEDA: it gets no number, and scales nothing.',
  assumptions: ['KEDA is part of the mesh where the facts of the cluster give it an identity there, and nowhere else'],
  kinds: triggeredKinds,
  run: function* ({ manifest }, context) {
    if (context.cluster.mesh === undefined) return;
    for (const trigger of Field.root(manifest).at('spec', 'triggers').items()) {
      const type = trigger.at('type').text;
      if (type === undefined) continue;
      const fields = trigger.at('metadata').fields();
      const metadata = Object.fromEntries(
        fields.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text]])),
      );
      for (const address of triggerAddresses({ type, metadata })) {
        const closed = closedBy(address, context);
        if (closed !== undefined) yield problem(trigger.at('metadata', address.field), closed, context);
      }
    }
  },
};

interface Closed {
  readonly service: LocatedManifest;
  /** The rules that say so. */
  readonly by: readonly string[];
}

function problem(field: Field, { service, by }: Closed, { cluster }: CheckContext): Problem {
  const { keda } = cluster.autoscalers;
  const closed = `${formatIdentity(identityOf(service.manifest))} is closed to it: ${by.join(', ')}`;
  if (keda?.mesh !== undefined)
    return {
      path: field.path,
      message: `Forbidden: KEDA is ${identityIn(keda)} in the mesh, and ${closed}`,
      fix: 'allow that ServiceAccount at the port that the trigger names',
    };
  return {
    ...(keda === undefined ? { status: 'unproved' as const, severity: 'info' as const } : {}),
    path: field.path,
    message:
      keda === undefined
        ? `whether KEDA is part of the mesh is not known: where it is not, ${closed}`
        : `Forbidden: KEDA is outside the mesh, and ${closed}`,
    fix: "let KEDA be part of the mesh and say so: autoscalers: { keda: { version, mesh: { serviceAccountName: 'keda-operator' } } }, or open the port to clients outside the mesh",
  };
}

function closedBy({ host, port }: TriggerAddress, context: CheckContext): Closed | undefined {
  const { manifests, cluster } = context;
  const from = cluster.autoscalers.keda?.namespace ?? 'keda';
  const asked = askedService(host, from, cluster.dnsDomain);
  const service = asked === undefined ? undefined : findObject(manifests, { group: '', kind: 'Service', ...asked });
  if (service === undefined || port === undefined) return undefined;
  const { workloads, serviceIndex } = clusterReachability(context).model;
  for (const target of serviceTargets(service, workloads, serviceIndex, port)) {
    const by = refusing(target, context);
    if (by.length > 0) return { service, by };
  }
  return undefined;
}

/** The rules by which a workload lets nothing of KEDA in at these ports; none where some of it may pass. */
function refusing({ workload, ports }: ServiceTarget, context: CheckContext): readonly string[] {
  const mesh = clusterMesh(context);
  if (mesh === undefined) return [];
  const { keda } = context.cluster.autoscalers;
  const client = keda?.mesh === undefined ? strangerPod : mesh.clientNamed(identityIn(keda), workload);
  const decision = mesh.decision(client, workload);
  const open = decision.parts
    .filter(({ requests }) => requests.length > 0)
    .map((part) => ConnectionSet.ofIntervals('TCP', part.ports));
  const closed = ports.subtract(ConnectionSet.unionOf(open));
  return closed.isEmpty ? [] : [...new Set(meshRules(decision, closed, 'Deny'))];
}

function identityIn({ namespace, mesh }: KedaFacts): string {
  return `${namespace}/${mesh?.serviceAccountName ?? ''}`;
}
