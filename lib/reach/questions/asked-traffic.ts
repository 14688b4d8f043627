import { ConnectionSet } from '../sets/connection-set';
import type { Certainty } from '../sets/certainty';
import type { AllowedRequests } from '../mesh/mesh-decision';
import { isAnyRequest, matchesRequest, type AskedRequest } from '../mesh/request-match';
import type { AllowedTraffic } from './allowed-traffic';

/** The ports on which some request that a question means passes: for certain, or perhaps. */
export interface AskedTraffic {
  readonly certain: ConnectionSet;
  readonly possible: ConnectionSet;
}

/** Asks what is allowed for a request. What the question leaves open, the client may choose. */
export function askTraffic({ ports, restricted }: AllowedTraffic, request: AskedRequest): AskedTraffic {
  let certain = ports;
  let possible = ports;
  for (const part of restricted) {
    const partPorts = ConnectionSet.ofIntervals('TCP', part.ports);
    const answers = part.requests.map((allowed) => answerOf(allowed, request));
    if (!answers.includes('yes')) certain = certain.subtract(partPorts);
    if (answers.every((answer) => answer === 'no')) possible = possible.subtract(partPorts);
  }
  return { certain, possible };
}

function answerOf({ match, except }: AllowedRequests, request: AskedRequest): 'yes' | 'no' | 'perhaps' {
  const meant = matchesRequest(match, request, 'yes');
  if (meant === 'no') return 'no';
  // An exception that says more than the question can be avoided by the client.
  const excepted = except.map((deny): Certainty => (isAnyRequest(deny) ? 'yes' : matchesRequest(deny, request, 'no')));
  if (excepted.includes('yes')) return 'no';
  return meant === 'yes' && excepted.every((each) => each === 'no') ? 'yes' : 'perhaps';
}
