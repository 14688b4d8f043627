import type { Field } from '../../../manifest/objects/field';
import { forbidden, required } from '../../field-error';
import type { Problem } from '../../finding';
import { durationProblems, isNoDuration } from './duration';
import { limitProblems } from './limit';

/** Limits of connections, requests and time, of clients or of a server. */
export function* connectionPoolProblems(pool: Field): Iterable<Problem> {
  if (!pool.isSet) return;
  const [tcp, http] = [pool.at('tcp'), pool.at('http')];
  if (!tcp.isSet && !http.isSet) yield required(pool, 'must have tcp or http', 'set a limit, or remove connectionPool');
  const keepalive = http.at('http2KeepAlive');
  const limits = [
    'http1MaxPendingRequests',
    'http2MaxRequests',
    'maxRequestsPerConnection',
    'maxRetries',
    'maxConcurrentStreams',
  ];
  for (const limit of [tcp.at('maxConnections'), ...limits.map((name) => http.at(name))]) yield* limitProblems(limit);
  const durations = [
    ...[http.at('idleTimeout'), keepalive.at('interval'), keepalive.at('timeout')],
    ...[
      tcp.at('connectTimeout'),
      tcp.at('maxConnectionDuration'),
      tcp.at('tcpKeepalive', 'time'),
      tcp.at('tcpKeepalive', 'interval'),
    ],
    // Zero is said on purpose here: connections may be idle for ever.
    ...[tcp.at('idleTimeout')].filter((idle) => !isNoDuration(idle)),
  ];
  for (const duration of durations) yield* durationProblems(duration);
  if (http.at('h2UpgradePolicy').text === 'UPGRADE' && http.at('useClientProtocol').boolean === true) {
    yield forbidden(http.at('useClientProtocol'), 'the protocol is upgraded with UPGRADE', 'keep one of the two');
  }
  if (keepalive.isSet) {
    for (const name of ['interval', 'timeout']) {
      if (!keepalive.at(name).isSet)
        yield required(keepalive.at(name), 'a keepalive has an interval and a timeout', 'set both');
    }
  }
}
