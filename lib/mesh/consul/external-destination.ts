import { isIP } from 'node:net';
import type { ServiceDefaultsSpec, TerminatingGatewaySpec } from '../../../imports/consul.hashicorp.com';
import { parseCidr } from '../../manifest/cidr';
import type { Plain } from '../../manifest/plain';
import type { EmittedManifest } from '../../model/capability';
import type { ClusterModel } from '../../model/cluster-model';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshModel } from '../mesh-model';
import { requireInstallation } from '../refuse';
import { configEntry } from './config-entry';
import { consulServiceName } from './consul-service';
import { externalServicesOf, type ConsulExternalService } from './external-services';
import { consulFacts } from './facts';
import { refuseSecurity } from './refuse-security';
import { emitExternalIntentions } from './service-intentions';

/**
 * Services outside the mesh, for those who may ask them, through the terminating gateway. Without a gateway proxies let
 * what they do not know pass, and network policies alone say where to.
 */
export function* emitExternals(mesh: MeshModel, model: ClusterModel): Iterable<EmittedManifest> {
  const { terminatingGateway, rootNamespace } = consulFacts(mesh.cluster);
  const enrolled = new Set(mesh.workloads.map(({ workload }) => workload));
  const services = mesh.externals.flatMap((access) => {
    const clients = access.clients.filter((client) => enrolled.has(client));
    return clients.length === 0 ? [] : externalServicesOf({ ...access, clients });
  });
  if (terminatingGateway === undefined) {
    if (mesh.settings.egress === 'declared')
      for (const service of services)
        refuseExternal(
          service,
          model,
          'no terminating gateway is installed',
          "install one and say so: consul({ terminatingGateway: '…' }), or set egress: 'any' and leave it to network policies",
        );
    return;
  }
  const linked = services.filter((service) => {
    const problem = destinationProblem(service);
    if (problem !== undefined) refuseExternal(service, model, ...problem);
    return problem === undefined;
  });
  const [first] = linked;
  if (first === undefined) return;
  for (const service of linked) yield* emitExternal(service);
  const spec: Plain<TerminatingGatewaySpec> = { services: linked.map(({ name }) => ({ name })) };
  const { chart, service } = first.access;
  const owner = mesh.settings.owner ?? { chart, origin: service.origin };
  yield configEntry('TerminatingGateway', { namespace: rootNamespace, name: terminatingGateway }, spec, owner);
  requireInstallation(model, {
    intent: 'connection.to',
    backend: 'consul',
    what: `a terminating gateway "${terminatingGateway}" whose ACL role may write the services ${linked.map(({ name }) => name).join(', ')}`,
    fix: 'give its role service:write for each of them, or none where ACLs are off',
    origin: owner.origin,
  });
}

function* emitExternal({ name, port, access }: ConsulExternalService): Iterable<EmittedManifest> {
  const { service, clients, chart } = access;
  const owner = { chart, origin: service.origin };
  const spec: Plain<ServiceDefaultsSpec> = {
    protocol: port.application === 'http' || port.application === 'grpc' ? port.application : 'tcp',
    destination: { addresses: addressesOf({ name, port, access }), port: port.port },
  };
  yield configEntry('ServiceDefaults', { namespace: service.namespace, name }, spec, owner);
  yield emitExternalIntentions(service.namespace, name, clients.map(consulServiceName), owner);
}

/** By name where a request carries it (HTTP) or the handshake does (TLS); bare TCP says nothing, so that it goes by address. */
function addressesOf({ port, access: { service } }: ConsulExternalService): readonly string[] {
  if (port.application !== 'tcp') return service.hosts;
  return service.cidrs.flatMap((text) => {
    const cidr = parseCidr(text);
    return cidr?.prefixLength === (cidr?.family === 'ipv4' ? 32 : 128) && isIP(cidr.address) !== 0
      ? [cidr.address]
      : [];
  });
}

function destinationProblem(
  external: ConsulExternalService,
): readonly [reason: string, alternative: string] | undefined {
  const { service } = external.access;
  const wildcard = service.hosts.find((host) => host.includes('*'));
  if (wildcard !== undefined && external.port.application !== 'tcp')
    return [`it knows hosts by their full names, not "${wildcard}"`, 'list each host under hosts'];
  const addresses = addressesOf(external);
  if (external.port.application === 'tcp' && (addresses.length === 0 || addresses.length < service.cidrs.length))
    return [
      'connections of protocol tcp carry no name, so that they go by address',
      'list each address under cidrs, as 203.0.113.7/32, or say that the port speaks TLS',
    ];
  return undefined;
}

function refuseExternal(
  { access: { service, clients } }: ConsulExternalService,
  model: ClusterModel,
  reason: string,
  alternative: string,
): void {
  for (const workload of new Set<WorkloadModel>(clients))
    refuseSecurity(model, {
      intent: 'connection.to',
      workload,
      reason: `${reason} (ExternalService ${service.name})`,
      alternative,
      origin: service.origin,
    });
}
