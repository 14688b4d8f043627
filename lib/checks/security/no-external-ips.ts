import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** No Service claims addresses by `externalIPs`. */
export const noExternalIps: Check = {
  id: 'no-external-ips',
  severity: 'error',
  profile: 'production',
  why: 'Nobody checks whose the addresses are: a Service can take the traffic of any other host, for every Pod of the cluster (CVE-2020-8554).',
  kinds: ['Service'],
  run: function* ({ manifest }) {
    const field = Field.root(manifest).at('spec', 'externalIPs');
    if (field.items().length === 0) return;
    yield {
      path: field.path,
      message: 'Forbidden: takes traffic of addresses that nobody checks',
      fix: 'use a LoadBalancer Service or a Gateway',
    };
  },
};
