import { containsMore, parseAddressBlock } from '../../manifest/network/address-range';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, forbidden, invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { labelSelectorProblems } from './fields/label-selector';
import { portProblems } from './fields/port';
import { cidrErrors } from './grammar/ip-syntax';
import { portNumberErrors } from './grammar/port-syntax';

/** Peers and ports of a NetworkPolicy can be matched. */
export const validNetworkPolicy: Check = {
  id: 'valid-network-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the policy: what it says about a peer or a port matches nothing that exists.',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* labelSelectorProblems(spec.at('podSelector'));
    for (const [direction, peers] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      for (const rule of spec.at(direction).items()) {
        for (const port of rule.at('ports').items()) yield* policyPortProblems(port);
        for (const peer of rule.at(peers).items()) yield* peerProblems(peer);
      }
    }
    const types = spec.at('policyTypes');
    if (types.items().length > 2) {
      yield invalid(types, 'may not specify more than two policyTypes', 'list Ingress and Egress once each');
    }
  },
};

function* policyPortProblems(entry: Field): Iterable<Problem> {
  const [port, endPort] = [entry.at('port'), entry.at('endPort')];
  yield* portProblems(port);
  if (endPort.number === undefined) return;
  const fix = 'give port the first number of the range and endPort the last';
  if (!port.isSet) {
    yield invalid(endPort, 'may not be specified when `port` is not specified', fix);
  } else if (port.number === undefined) {
    yield invalid(endPort, 'may not be specified when `port` is non-numeric', fix);
  } else {
    if (endPort.number < port.number) {
      yield invalid(endPort, 'must be greater than or equal to `port`', fix);
    }
    yield* invalidByEach(endPort, portNumberErrors(endPort.number), fix);
  }
}

function* peerProblems(peer: Field): Iterable<Problem> {
  if (peer.map === undefined) return;
  const [podSelector, namespaceSelector] = [peer.at('podSelector'), peer.at('namespaceSelector')];
  const ipBlock = peer.at('ipBlock');
  for (const selector of [podSelector, namespaceSelector]) yield* labelSelectorProblems(selector);
  const selects = podSelector.isSet || namespaceSelector.isSet;
  if (!selects && !ipBlock.isSet) {
    yield required(peer, 'must specify a peer', 'set podSelector, namespaceSelector or ipBlock');
  } else if (selects && ipBlock.isSet) {
    yield forbidden(peer, 'may not specify both ipBlock and another peer', 'make two peers of them');
  }
  yield* blockProblems(ipBlock);
}

function* blockProblems(ipBlock: Field): Iterable<Problem> {
  const cidr = ipBlock.at('cidr');
  const fix = 'write the range as address/bits';
  yield* emptyText(cidr, fix);
  if (cidr.text === undefined || cidr.text === '') return;
  yield* invalidByEach(cidr, cidrErrors(cidr.text), fix);
  const outer = parseAddressBlock(cidr.text);
  for (const except of ipBlock.at('except').items()) {
    if (except.text === undefined) continue;
    yield* invalidByEach(except, cidrErrors(except.text), fix);
    const inner = parseAddressBlock(except.text);
    if (outer === undefined || inner === undefined) continue;
    if (!containsMore(outer, inner)) {
      yield invalid(except, 'must be a strict subset of `cidr`', 'except only parts of the range');
    }
  }
}
