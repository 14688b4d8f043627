import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { parseLinkerdDuration } from './linkerd-duration';

const durations = [
  'retry.linkerd.io/timeout',
  'timeout.linkerd.io/request',
  'timeout.linkerd.io/response',
  'timeout.linkerd.io/idle',
];
const grpcConditions = ['cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable'];

/** Retries and timeouts of a Service or a route are written as Linkerd reads them. */
export const validLinkerdRouteAnnotations: Check = {
  id: 'valid-linkerd-route-annotations',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the route; on a Service, which it does not see, all retries and timeouts are silently dropped.",
  kinds: [
    'Service',
    'gateway.networking.k8s.io/HTTPRoute',
    'gateway.networking.k8s.io/GRPCRoute',
    'policy.linkerd.io/HTTPRoute',
  ],
  run: function* ({ manifest }) {
    const annotations = Field.root(manifest).at('metadata', 'annotations');
    for (const name of durations) {
      const duration = annotations.entry(name);
      const parsed = duration.text === undefined ? undefined : parseLinkerdDuration(duration.text);
      if (typeof parsed === 'string') yield invalid(duration, parsed, 'write a whole number and its unit');
    }
    const limit = annotations.entry('retry.linkerd.io/limit');
    if (limit.text !== undefined && !(/^\d+$/.test(limit.text) && Number(limit.text) <= 65535)) {
      yield invalid(limit, 'must be a whole number between 0 and 65535', 'write how often to try again');
    }
    const http = annotations.entry('retry.linkerd.io/http');
    if (http.text !== undefined && !http.text.split(',').every(isHttpCondition)) {
      yield invalid(
        http,
        'must list 5xx, gateway-error, status codes or ranges of them',
        'write for instance "5xx" or "500-504,429"',
      );
    }
    const grpc = annotations.entry('retry.linkerd.io/grpc');
    if (
      grpc.text !== undefined &&
      !grpc.text.split(',').every((condition) => grpcConditions.includes(condition.toLowerCase()))
    ) {
      yield invalid(grpc, `must list some of ${grpcConditions.join(', ')}`, 'write for instance "unavailable"');
    }
  },
};

function isHttpCondition(condition: string): boolean {
  if (/^(5xx|gateway-error)$/i.test(condition)) return true;
  const [first = '', last = first, ...more] = condition.split('-');
  return isStatus(first) && isStatus(last) && Number(first) <= Number(last) && more.length === 0;
}

function isStatus(text: string): boolean {
  return /^[1-5]\d\d$/.test(text);
}
