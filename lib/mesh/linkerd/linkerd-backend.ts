import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshBackend } from '../backend';
import { emitServiceRoutes } from '../gateway-api/service-routes';
import { located } from '../located';
import type { MeshWorkload } from '../mesh-model';
import { emitAuthorization } from './authorization';
import { configureServices, needsServiceRoutes } from './configure-services';
import { emitEgress } from './egress';
import { enrol } from './enrol';
import { backend } from './facts';
import { needNetwork } from './network-needs';
import { serverName, type PortPolicy } from './port-policy';
import { emitRateLimit } from './rate-limit';
import { refuseTraffic } from './refuse-traffic';
import { emitRequestRoutes } from './request-routes';
import { refuseUndeclaredPorts } from './refuse-undeclared-ports';
import { requireSettings } from './require-settings';
import { resolvePortPolicies } from './resolve-port-policies';
import { sayHeld } from './say-held';
import { emitServer } from './server';

/** Linkerd 2.18 and newer: a proxy in every pod, policies of its own, routes of the Gateway API. */
export const linkerdBackend: MeshBackend = {
  name: backend,
  serves: ({ mesh }) => mesh?.product === 'linkerd',
  prepare(mesh, model) {
    enrol(mesh, model);
    configureServices(mesh, model);
    needNetwork(mesh, model);
    requireSettings(mesh, model);
  },
  *emit(mesh, model) {
    refuseUndeclaredPorts(mesh, model);
    for (const workload of mesh.workloads) {
      sayHeld(workload, mesh, model);
      yield* forWorkload(workload, model);
    }
    yield* emitEgress(mesh, model);
  },
};

function* forWorkload(workload: MeshWorkload, model: ClusterModel): Iterable<EmittedManifest> {
  for (const policy of resolvePortPolicies(workload, model)) yield* emitPort(policy);
  const { traffic } = workload;
  if (traffic === undefined) return;
  refuseTraffic(traffic, model);
  if (!needsServiceRoutes(traffic)) return;
  const { chart } = workload.workload;
  for (const route of emitServiceRoutes(traffic, model, { backend }))
    yield* located(route, { chart, origin: traffic.origin });
}

function* emitPort(policy: PortPolicy): Iterable<EmittedManifest> {
  const { workload, clients } = policy;
  const target = { group: 'policy.linkerd.io', kind: 'Server', name: serverName(policy) } as const;
  const manifests = [
    emitServer(policy),
    ...emitAuthorization(workload, target, clients),
    ...emitRequestRoutes(policy),
    emitRateLimit(policy),
  ];
  for (const manifest of manifests) yield* located(manifest, workload);
}
