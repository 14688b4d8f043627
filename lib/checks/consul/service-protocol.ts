import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { findConfigEntry } from './config-entry';

/** The protocol of a service, and which object decides it: a ServiceDefaults without one resets it to tcp. */
export interface ServiceProtocol {
  readonly protocol: string;
  readonly decidedBy: string;
}

const httpLike = ['http', 'http2', 'grpc'];

export function protocolOfService(manifests: ManifestSet, service: string): ServiceProtocol {
  const defaults = findConfigEntry(manifests, 'ServiceDefaults', service);
  if (defaults !== undefined) {
    const protocol = Field.root(defaults.manifest).at('spec', 'protocol').text ?? '';
    return { protocol: protocol === '' ? 'tcp' : protocol.toLowerCase(), decidedBy: `ServiceDefaults ${service}` };
  }
  const global = findConfigEntry(manifests, 'ProxyDefaults', 'global');
  const protocol = global === undefined ? undefined : Field.root(global.manifest).at('spec', 'config', 'protocol').text;
  if (protocol !== undefined) return { protocol: protocol.toLowerCase(), decidedBy: 'ProxyDefaults global' };
  return { protocol: 'tcp', decidedBy: `no ServiceDefaults ${service} is there` };
}

/** Whether the proxy sees single requests: routers, splitters and permissions need it. */
export function isHttpLike(protocol: string): boolean {
  return httpLike.includes(protocol);
}
