import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';

/** A Sidecar names hosts as `namespace/name`, has each port once, and one listener for all other ports. */
export const validIstioSidecar: Check = {
  id: 'valid-istio-sidecar',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the Sidecar; without the webhook, its workloads reach nothing, or everything.",
  kinds: ['networking.istio.io/Sidecar'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    const listeners = spec.at('egress').items();
    const catchAll = listeners.filter((listener) => !listener.at('port').isSet);
    for (const listener of catchAll.slice(1))
      yield forbidden(listener, 'one listener without a port is allowed', 'add its hosts to the other one');
    yield* uniquePorts(listeners);
    yield* uniquePorts(spec.at('ingress').items());
    for (const listener of listeners) yield* hostProblems(listener.at('hosts'));
    for (const listener of spec.at('ingress').items()) yield* endpointProblems(listener.at('defaultEndpoint'));
    if (spec.at('ingress').items().length > 0 && !spec.at('workloadSelector').isSet) {
      const problem = required(
        spec.at('workloadSelector'),
        'ingress listeners are for the pods of one workload',
        'select its pods',
      );
      yield { ...problem, severity: 'warning' };
    }
    const policy = spec.at('outboundTrafficPolicy');
    if (policy.at('egressProxy').isSet && policy.at('mode').text !== 'ALLOW_ANY') {
      yield forbidden(policy.at('egressProxy'), 'needs the mode ALLOW_ANY', 'set the mode, or remove egressProxy');
    }
  },
};

function* uniquePorts(listeners: readonly Field[]): Iterable<Problem> {
  const seen = new Set<number>();
  for (const listener of listeners) {
    const port = listener.at('port', 'number');
    if (port.number === undefined) continue;
    if (seen.has(port.number)) yield duplicate(port, 'make one listener of the two');
    seen.add(port.number);
  }
}

function* hostProblems(hosts: Field): Iterable<Problem> {
  if (hosts.items().length === 0) yield required(hosts, 'at least one host', 'write for instance "./*"');
  const seen = new Set<string>();
  for (const host of hosts.items()) {
    const text = host.text ?? '';
    if (!/^(\*|\.|~|[a-z0-9]([-a-z0-9]*[a-z0-9])?)\/(\*|(\*\.)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?)$/i.test(text)) {
      yield invalid(
        host,
        'must be namespace/name, where either may be "*"',
        'write for instance "./*" or "*/cart.boutique.svc.cluster.local"',
      );
    } else if (seen.has(text)) yield duplicate(host, 'list each host once');
    seen.add(text);
  }
}

function* endpointProblems(endpoint: Field): Iterable<Problem> {
  const text = endpoint.text;
  if (text === undefined || text === '' || text.startsWith('unix://')) return;
  if (!/^(127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\[::\]):\d{1,5}$/.test(text)) {
    yield invalid(
      endpoint,
      'must be 127.0.0.1, 0.0.0.0, [::1] or [::] with a port',
      'write for instance 127.0.0.1:8080',
    );
  }
}
