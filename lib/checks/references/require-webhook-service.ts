import { calledServicesOf, callingKinds } from '../../manifest/network/webhooks';
import type { Check } from '../check';
import { requireServicePort } from './service-port';

/** Every Service that the API server is told to call exists, and has the port. */
export const requireWebhookService: Check = {
  id: 'require-webhook-service',
  severity: 'error',
  profile: 'baseline',
  why:
    'A webhook that cannot be reached fails every request that it is asked about, unless its failures are ignored; ' +
    'a conversion webhook or an aggregated API takes its whole kind down.',
  kinds: callingKinds,
  run: function* ({ manifest }, context) {
    for (const { field, service, port } of calledServicesOf(manifest)) {
      const at = field.at('port').isSet ? field.at('port') : field;
      const reference = { service, name: field.at('name'), port: { field: at, wanted: port } };
      yield* requireServicePort(reference, context);
    }
  },
};
