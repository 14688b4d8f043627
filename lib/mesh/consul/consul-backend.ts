import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshBackend } from '../backend';
import type { MeshModel, MeshWorkload, TrafficModel } from '../mesh-model';
import { enrol } from './enrol';
import { emitExportedServices } from './exported-services';
import { emitMesh } from './mesh';
import { emitProxyDefaults } from './proxy-defaults';
import { refuseOtherPorts } from './refuse-other-ports';
import { refuseSettings } from './refuse-settings';
import { refuseUnencrypted } from './refuse-unencrypted';
import { emitRegisteringService } from './registering-service';
import { requireOneNamespace } from './require-one-namespace';
import { sayHeld } from './say-held';
import { emitServiceDefaults } from './service-defaults';
import { emitServiceIntentions, servicesByNamespace } from './service-intentions';
import { emitServiceResolver } from './service-resolver';
import { emitServiceRouter } from './service-router';
import { emitServiceSplitter } from './service-splitter';
import { clientsIn, supportedTraffic } from './supported-traffic';
import { emitTerminatingGateway } from './terminating-gateway';

/** Consul on Kubernetes, with a proxy in every pod and transparent redirection. */
export const consulBackend: MeshBackend = {
  name: 'consul',
  serves: ({ mesh }) => mesh?.product === 'consul',
  metricsFromProxy: true,
  prepare: enrol,
  *emit(mesh, model) {
    refuseSettings(mesh, model);
    requireOneNamespace(mesh, model);
    refuseOtherPorts(mesh, model);
    yield* present(emitMesh(mesh, model), emitProxyDefaults(mesh), emitExportedServices(mesh, model));
    const trafficOf = supportedTrafficOf(mesh, model);
    const servicesOf = servicesByNamespace(mesh);
    for (const workload of mesh.workloads) {
      refuseUnencrypted(workload, model);
      sayHeld(workload, model);
      yield* present(
        emitRegisteringService(workload),
        emitServiceDefaults(workload, trafficOf),
        emitServiceIntentions(workload, servicesOf, model),
      );
      const traffic = trafficOf.get(workload.workload);
      if (traffic !== undefined)
        yield* present(emitServiceRouter(traffic), emitServiceSplitter(traffic), emitServiceResolver(traffic));
    }
    yield* emitTerminatingGateway(mesh, model);
  },
};

/** Of every workload, what Consul can express: clients hold part of it, so that all of it is known first. */
function supportedTrafficOf(mesh: MeshModel, model: ClusterModel): ReadonlyMap<WorkloadModel, TrafficModel> {
  const clients = clientsIn(mesh);
  return new Map(
    mesh.workloads.flatMap((workload: MeshWorkload) =>
      workload.traffic === undefined
        ? []
        : [[workload.workload, supportedTraffic(workload, workload.traffic, clients, model)] as const],
    ),
  );
}

function present(...manifests: readonly (EmittedManifest | undefined)[]): EmittedManifest[] {
  return manifests.filter((manifest) => manifest !== undefined);
}
