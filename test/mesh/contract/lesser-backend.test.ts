import { istio } from '../../../lib';
import type { ClusterModel } from '../../../lib/model/cluster-model';
import type { MeshModel, MeshWorkload } from '../../../lib/mesh/mesh-model';
import type { ListedMeshBackend } from '../../../lib/mesh/backend';
import { istioSidecarBackend } from '../../../lib/mesh/istio/sidecar-backend';
import { toOwnPods } from '../../../lib/mesh/to-own-pods';
import { refuseField } from '../../../lib/mesh/refuse-field';
import { describeMeshBackend } from './describe-mesh-backend';

jest.mock('../../../lib/mesh/backend-for', () => ({ backendFor: () => lesserBackend }));

/** A backend that knows timeouts, encryption and authorization, and refuses every other field of a traffic policy. */
const lesserBackend: ListedMeshBackend = {
  name: 'lesser',
  serves: ({ mesh }) => mesh?.product === 'istio',
  load: () => ({
    supportedRoutes: toOwnPods,
    resolve: (mesh: MeshModel, model: ClusterModel) =>
      istioSidecarBackend.resolve(
        { ...mesh, workloads: mesh.workloads.map((each) => withTimeoutsAlone(each, model)) },
        model,
      ),
  }),
};

function withTimeoutsAlone({ traffic, ...workload }: MeshWorkload, model: ClusterModel): MeshWorkload {
  if (traffic === undefined) return workload;
  for (const field of traffic.onUnsupported.keys()) {
    if (field === 'timeout') continue;
    const reason = 'it knows timeouts alone';
    refuseField(traffic, { field, reason, alternative: 'run another mesh, or leave the field out' }, 'lesser', model);
  }
  const { timeout } = traffic.policy;
  return { ...workload, traffic: { ...traffic, policy: timeout === undefined ? {} : { timeout } } };
}

describeMeshBackend('lesser', {
  mesh: istio({ version: '1.30', trustDomain: 'example.org', extensionProviders: ['loki', 'tempo'] }),
});
