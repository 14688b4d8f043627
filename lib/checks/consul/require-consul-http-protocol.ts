import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { consulNameOf } from './config-entry';
import { isHttpLike, protocolOfService } from './service-protocol';

/** A service that is routed, split or authorized by request has the protocol http, http2 or grpc. */
export const requireConsulHttpProtocol: Check = {
  id: 'require-consul-http-protocol',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects a router, a splitter or a permission for a service of protocol tcp, which is the default, and what a ServiceDefaults without a protocol resets it to.',
  kinds: ['ServiceRouter', 'ServiceSplitter', 'ServiceIntentions'].map((kind) => `consul.hashicorp.com/${kind}`),
  run: function* (object, { manifests }) {
    const service = consulNameOf(object);
    if (service === undefined || service === '*') return;
    const { protocol, decidedBy } = protocolOfService(manifests, service);
    if (isHttpLike(protocol)) return;
    const spec = Field.root(object.manifest).at('spec');
    const subjects =
      object.manifest.kind === 'ServiceIntentions'
        ? spec
            .at('sources')
            .items()
            .map((source) => source.at('permissions'))
            .filter((permissions) => permissions.items().length > 0)
        : [spec];
    for (const subject of subjects) {
      yield forbidden(
        subject,
        `the protocol of ${service} is ${protocol} (${decidedBy})`,
        `set spec.protocol of ServiceDefaults ${service} to http, http2 or grpc`,
      );
    }
  },
};
