import type { ServiceDefaultsSpec } from '../../../imports/consul.hashicorp.com';
import { parseAddressBlock } from '../../manifest/network/address-range';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import { configEntry } from './config-entry';
import type { ConsulExternalService } from './external-services';

/** Where a service outside the mesh is found, so that proxies send requests for it to the terminating gateway. */
export function emitExternalDefaults(external: ConsulExternalService): EmittedManifest {
  const { name, port, access } = external;
  const spec: Plain<ServiceDefaultsSpec> = {
    protocol: port.application === 'http' || port.application === 'grpc' ? port.application : 'tcp',
    destination: { addresses: addressesOf(external), port: port.port },
  };
  const { namespace } = access.service;
  return configEntry('ServiceDefaults', { namespace, name }, spec, access.service);
}

/** Why Consul cannot find it, and what could be done; undefined where it can. */
export function externalProblem(
  external: ConsulExternalService,
): { readonly reason: string; readonly alternative: string } | undefined {
  const { access, port } = external;
  const { hosts, cidrs } = access.service;
  if (port.application === 'tcp') {
    const addresses = addressesOf(external);
    if (addresses.length > 0 && addresses.length === cidrs.length) return undefined;
    return {
      reason: 'connections of protocol tcp carry no name, so that they go by address',
      alternative: 'list each address under cidrs, as 203.0.113.7/32, or say that the port speaks TLS',
    };
  }
  const wildcard = hosts.find((host) => host.includes('*'));
  if (wildcard === undefined) return undefined;
  return {
    reason: `it knows hosts by their full names, not "${wildcard}"`,
    alternative: 'list each host under hosts',
  };
}

/** By name where a request carries it (HTTP) or the handshake does (TLS); bare TCP says nothing. */
function addressesOf({ port, access: { service } }: ConsulExternalService): readonly string[] {
  if (port.application !== 'tcp') return service.hosts;
  return service.cidrs.flatMap((text) => {
    const range = parseAddressBlock(text);
    return range === undefined || range.first !== range.last ? [] : [text.split('/')[0] ?? text];
  });
}
