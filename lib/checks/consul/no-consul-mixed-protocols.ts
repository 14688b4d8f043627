import type { Check } from '../check';
import { invalid } from '../field-error';
import { consulNameOf } from './config-entry';
import { protocolOfService } from './service-protocol';
import { serviceReferencesOf } from './service-references';

/** All services that one chain of routers, splitters and resolvers reaches have one protocol. */
export const noConsulMixedProtocols: Check = {
  id: 'no-consul-mixed-protocols',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects a discovery chain whose services have different protocols.',
  kinds: ['ServiceRouter', 'ServiceSplitter', 'ServiceResolver'].map((kind) => `consul.hashicorp.com/${kind}`),
  run: function* (object, { manifests }) {
    const own = consulNameOf(object) ?? '';
    const { protocol } = protocolOfService(manifests, own);
    for (const { service, field } of serviceReferencesOf(object)) {
      const target = protocolOfService(manifests, service);
      if (target.protocol === protocol) continue;
      yield invalid(
        field,
        `its protocol is ${target.protocol} (${target.decidedBy}), that of ${own} is ${protocol}`,
        `give ${service} and ${own} the same spec.protocol in their ServiceDefaults`,
      );
    }
  },
};
