import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import type { IngressBackend } from './ingress-backends';
import type { ReachabilityModel } from './reachability-model';
import { policySelectors } from '../space/named-selector';
import { representativesOf } from '../space/representatives';
import { choicesOf, mostExamples } from '../space/witness-labels';
import { unmatchedPortNames } from './unmatched-port-names';

const always = [
  'The cluster runs these manifests and nothing else, and its network plugin enforces every policy among them.',
  'A pod always reaches itself; nodes, kubelets, the API server and the DNS service are not modelled.',
];

/** What answers take for granted; the second half depends on what the tree holds. */
export function assumptionsOf(model: ReachabilityModel): readonly string[] {
  const { workloads, pieces, declaredNamespaces, controllers, backends, mesh } = model;
  const assumptions = [...always, ...model.space.addresses.assumptions];
  const hostNetwork = workloads.filter((workload) => workload.hostNetwork);
  if (hostNetwork.length > 0) {
    assumptions.push(
      `No policy selects pods in the network of their node; as peers they are nodes, which rules about everyone or about nodes name, and others may by their addresses: ${names(hostNetwork)}.`,
    );
  }
  const undeclared = [...new Set(workloads.map(({ namespace }) => namespace))].filter(
    (name) => !declaredNamespaces.has(name),
  );
  if (undeclared.length > 0) {
    assumptions.push(`Namespaces without an object have no labels but their name: ${undeclared.sort().join(', ')}.`);
  }
  if (pieces.every(({ family }) => family === 'IPv4')) {
    assumptions.push('Addresses outside are IPv4; no policy names an IPv6 block.');
  }
  if (backends.length > 0 && controllers.length === 0) {
    assumptions.push('The ingress controller is a pod without labels in a namespace without labels.');
  }
  for (const { source, path, service } of backends.filter(selectsNothing)) {
    assumptions.push(
      `${formatIdentity(identityOf(source.manifest))} ${path}: ${formatIdentity(identityOf(service.manifest))} selects no pods, and where it leads is not modelled.`,
    );
  }
  if (mesh !== undefined) assumptions.push(...mesh.assumptions);
  for (const { name, path, what, nodes } of unknownPeers(model)) {
    const matched = nodes === undefined ? 'nothing' : 'pods in the network of a node, and nothing else';
    assumptions.push(`${name} ${path}: ${what} match ${matched} that is modelled.`);
  }
  for (const { name, path, count } of cutSelections(model)) {
    assumptions.push(`${name} ${path}: exposure tries ${mostExamples} of the ${count} choices of labels.`);
  }
  const { tried, isCut } = representativesOf(model).shared;
  if (isCut) {
    assumptions.push(`Exposure tries ${tried} of the many groups of pods that several selections may take.`);
  }
  assumptions.push(...unmatchedPortNames(model));
  for (const { name } of model.unmodelled) assumptions.push(`${name} is not modelled: no answer counts it.`);
  const { policies, routes, meshes } = model.undecided;
  for (const { reason } of [...policies, ...routes, ...meshes])
    assumptions.push(`${reason}: no answer is proved that depends on it.`);
  return assumptions;
}

/** A Service that stands for a name of the DNS, or whose endpoints somebody writes by hand. */
function selectsNothing({ service }: IngressBackend): boolean {
  return serviceSelectorOf(service.manifest) === undefined;
}

function unknownPeers({ policies }: ReachabilityModel) {
  return policies.flatMap(({ name, rules }) =>
    [...rules.ingress, ...rules.egress].flatMap(({ peers }) =>
      peers.flatMap((peer) =>
        peer.kind === 'unknown' ? { name, path: peer.path, what: peer.what, nodes: peer.nodes } : [],
      ),
    ),
  );
}

/** Selections of which exposure lists not every example. */
function cutSelections({ policies }: ReachabilityModel) {
  return policySelectors(policies).flatMap(({ name, path, selection: { namespaces, pods } }) => {
    const counts = [pods, ...(typeof namespaces === 'string' ? [] : [namespaces])].map(choicesOf);
    const count = Math.max(...counts);
    return count > mostExamples ? [{ name, path, count }] : [];
  });
}

function names(workloads: ReachabilityModel['workloads']): string {
  return workloads.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).join(', ');
}
