import type { TerminatingGatewaySpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel } from '../mesh-model';
import { requireInstallation } from '../refuse';
import type { ObjectOwner } from '../../model/object-owner';
import { configEntry } from './config-entry';
import { consulServiceName } from './consul-service';
import { emitExternalDefaults, externalProblem } from './external-defaults';
import { externalServicesOf, type ConsulExternalService } from './external-services';
import { consulFacts } from './facts';
import { refuseSecurity } from './refuse-security';
import { emitExternalIntentions } from './service-intentions';

/** The terminating gateway of a cluster, and the services outside the mesh that are reached through it. */
export interface WayOut {
  readonly gateway: string;
  readonly services: readonly [ConsulExternalService, ...ConsulExternalService[]];
  readonly owner: ObjectOwner;
}

/**
 * The way out of the mesh: which services outside it are reached through the terminating gateway, and by whom. Without a
 * gateway proxies let what they do not know pass, and network policies alone say where to.
 */
export function resolveWayOut(mesh: MeshModel, model: ClusterModel): WayOut | undefined {
  const { terminatingGateway: gateway } = consulFacts(mesh.cluster);
  const asked = askedServices(mesh);
  if (gateway === undefined) {
    if (mesh.settings.egress === 'declared') refuseAll(asked, model);
    return undefined;
  }
  const [first, ...others] = asked.filter((service) => isExpressible(service, model));
  if (first === undefined) return undefined;
  const services = [first, ...others] as const;
  const owner = mesh.settings.owner ?? first.access.service;
  requireInstallation(model, {
    intent: 'connection.to',
    backend: 'consul',
    what: `a terminating gateway "${gateway}" whose ACL role may write the services ${services.map(({ name }) => name).join(', ')}`,
    fix: 'give its role service:write for each of them, or none where ACLs are off',
    origin: owner.origin,
  });
  return { gateway, services, owner };
}

/** Links the services outside the mesh to the gateway, and says where each is found and who may ask it. */
export function* emitWayOut({ gateway, services, owner }: WayOut, rootNamespace: string): Iterable<EmittedManifest> {
  for (const external of services) {
    const { name, access } = external;
    yield emitExternalDefaults(external);
    const clients = access.clients.map(consulServiceName);
    yield emitExternalIntentions(access.service.namespace, name, clients, access.service);
  }
  const spec: Plain<TerminatingGatewaySpec> = { services: services.map(({ name }) => ({ name })) };
  yield configEntry('TerminatingGateway', { namespace: rootNamespace, name: gateway }, spec, owner);
}

/** What workloads of the mesh may ask; the others pass the mesh by. */
function askedServices({ workloads, externals }: MeshModel): readonly ConsulExternalService[] {
  const enrolled = new Set(workloads.map(({ workload }) => workload));
  return externals.flatMap((access) => {
    const clients = access.clients.filter((client) => enrolled.has(client));
    return clients.length === 0 ? [] : externalServicesOf({ ...access, clients });
  });
}

function isExpressible(service: ConsulExternalService, model: ClusterModel): boolean {
  const problem = externalProblem(service);
  if (problem !== undefined) refuseExternal(service, model, problem);
  return problem === undefined;
}

function refuseAll(services: readonly ConsulExternalService[], model: ClusterModel): void {
  for (const service of services)
    refuseExternal(service, model, {
      reason: 'no terminating gateway is installed',
      alternative:
        "install one and say so: consul({ terminatingGateway: '…' }), or set egress: 'any' and leave it to network policies",
    });
}

function refuseExternal(
  { access: { service, clients } }: ConsulExternalService,
  model: ClusterModel,
  { reason, alternative }: { readonly reason: string; readonly alternative: string },
): void {
  for (const workload of clients) {
    const intent = 'connection.to';
    const { origin } = service;
    const named = `${reason} (ExternalService ${service.name})`;
    refuseSecurity(model, { intent, workload, reason: named, alternative, origin });
  }
}
