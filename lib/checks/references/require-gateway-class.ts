import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import { meshRecords } from '../../products/mesh-records';
import type { Check } from '../check';
import { requireDeclared } from './not-found';

/** The GatewayClass of a Gateway is in the tree, brought by the mesh or a controller of the cluster's facts, or declared. */
export const requireGatewayClass: Check = {
  id: 'require-gateway-class',
  severity: 'error',
  profile: 'baseline',
  why: 'No controller programs a Gateway of a class that does not exist, and every route that is attached to it is dead.',
  kinds: ['gateway.networking.k8s.io/Gateway'],
  run: function* ({ manifest }, context) {
    const field = Field.root(manifest).at('spec', 'gatewayClassName');
    const name = field.text;
    if (name === undefined || classesOf(context.cluster).includes(name)) return;
    const identity = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass', namespace: '', name };
    yield* requireDeclared(field, identity, context);
  },
};

/** Classes that a mesh installs by itself, and those that the facts name. */
function classesOf({ mesh, network }: ClusterFacts): readonly string[] {
  const declared = network.ingressControllers.filter(({ api }) => api === 'Gateway').map(({ className }) => className);
  return mesh === undefined ? declared : [...declared, ...meshRecords[mesh.product].gatewayClasses(mesh)];
}
