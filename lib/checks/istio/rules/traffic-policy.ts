import type { Field } from '../../../manifest/objects/field';
import { duplicate, forbidden, invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { clientTlsProblems } from './client-tls';
import { connectionPoolProblems } from './connection-pool';
import { domainFault, isAddress } from './host-name';
import { loadBalancerProblems } from './load-balancer';
import { outlierDetectionProblems } from './outlier-detection';
import { portNumberProblems } from './port';

const perPort = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls'];
const settings = [...perPort, 'tunnel', 'proxyProtocol', 'retryBudget'];

/** What clients do with the requests to a host, and to each of its ports. */
export function* trafficPolicyProblems(policy: Field, namespace: string): Iterable<Problem> {
  if (!policy.isSet) return;
  const levels = policy.at('portLevelSettings').items();
  if (levels.length === 0) yield* emptyProblems(policy, settings);
  yield* settingsProblems(policy, namespace);
  yield* tunnelProblems(policy);
  const ports = new Set<number>();
  for (const level of levels) {
    const port = level.at('port', 'number');
    if (!level.at('port').isSet) yield required(port, '', 'name the port of the Service');
    else if (port.number === undefined) {
      yield { ...required(port, 'the settings are for no port', 'name the port of the Service'), severity: 'warning' };
    } else if (ports.has(port.number)) {
      yield { ...duplicate(port, 'make one entry of the two'), severity: 'warning' };
    } else ports.add(port.number);
    yield* emptyProblems(level, perPort);
    yield* settingsProblems(level, namespace);
  }
}

function* emptyProblems(policy: Field, names: readonly string[]): Iterable<Problem> {
  if (names.some((name) => policy.at(name).isSet)) return;
  yield required(policy, `must have one of ${names.join(', ')}`, 'set one, or remove the entry');
}

function* settingsProblems(policy: Field, namespace: string): Iterable<Problem> {
  yield* outlierDetectionProblems(policy.at('outlierDetection'));
  yield* connectionPoolProblems(policy.at('connectionPool'));
  yield* loadBalancerProblems(policy.at('loadBalancer'));
  yield* clientTlsProblems(policy.at('tls'), namespace);
}

function* tunnelProblems(policy: Field): Iterable<Problem> {
  const tunnel = policy.at('tunnel');
  if (!tunnel.isSet) return;
  if (policy.at('proxyProtocol').isSet)
    yield forbidden(policy.at('proxyProtocol'), 'may not be set together with tunnel', 'keep one of the two');
  const [protocol, host] = [tunnel.at('protocol'), tunnel.at('targetHost')];
  if (!['', 'CONNECT', 'POST'].includes(protocol.text ?? ''))
    yield unsupported(protocol, ['CONNECT', 'POST'], 'use one of them');
  if (domainFault(host.text ?? '') !== undefined && !isAddress(host.text ?? '')) {
    yield invalid(host, 'must be a DNS name or an IP address', 'name where the tunnel leads');
  }
  yield* portNumberProblems(tunnel.at('targetPort'));
}
