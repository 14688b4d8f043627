import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { forbidden, invalid, required, unsupported } from '../field-error';
import { accessPolicies } from './access-policy';

const proxyProtocols = ['unknown', 'HTTP/1', 'HTTP/2', 'gRPC', 'opaque', 'TLS'];

/** A Server selects pods or external workloads, one port, and a default that Linkerd knows. */
export const validLinkerdServer: Check = {
  id: 'valid-linkerd-server',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the Server, or the proxy falls back to detecting the protocol.",
  kinds: ['policy.linkerd.io/Server'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const external = spec.at('externalWorkloadSelector');
    if (!spec.at('podSelector').isSet && !external.isSet) {
      yield required(spec.at('podSelector'), '', 'say which pods the port belongs to');
    }
    if (spec.at('podSelector').isSet && external.isSet) {
      yield forbidden(external, 'may not be set together with podSelector', 'make two Servers of it');
    }
    const port = spec.at('port');
    if (port.number !== undefined && (port.number < 1 || port.number > 65535)) {
      yield invalid(port, 'must be between 1 and 65535, inclusive', 'name the container port');
    }
    yield* notAmong(spec.at('accessPolicy'), accessPolicies);
    yield* notAmong(spec.at('proxyProtocol'), proxyProtocols);
  },
};

function* notAmong(field: Field, values: readonly string[]): Iterable<ReturnType<typeof unsupported>> {
  if (field.text !== undefined && !values.includes(field.text)) {
    yield unsupported(field, values, 'use one of the supported values, or leave the field out');
  }
}
