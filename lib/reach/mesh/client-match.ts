import {
  containsRange,
  formatAddressRange,
  overlaps,
  wholeFamily,
  type AddressRange,
} from '../../manifest/network/address-range';
import { privateRanges } from '../space/cluster-addresses';
import { allOf, anyOf, certainly, not, type Certainty } from '../sets/certainty';
import type { ProxyClient, MeshMember } from './mesh-client';

/** Which clients a rule is about. */
export interface ClientMatch {
  readonly matches: (client: ProxyClient) => Certainty;
  /** Keys of the only members that may match; left out where others may. */
  readonly members?: readonly string[];
  /** Keys of the only members of which it does not say what it says of all others; left out where there may be more. */
  readonly exceptions?: readonly string[];
  /** Whether it says the same of all members. */
  readonly uniform?: boolean;
  /** Blocks of addresses that it distinguishes. */
  readonly ranges?: readonly AddressRange[];
}

export const everyClient: ClientMatch = { matches: () => 'yes', uniform: true };
export const noClient: ClientMatch = { matches: () => 'no', members: [], uniform: true };

/** Clients without an identity. */
export const strangers: ClientMatch = {
  matches: (client) =>
    client.kind === 'unknown' ? { when: `${client.what} is outside the mesh` } : certainly(client.kind === 'stranger'),
  uniform: true,
};

/** Clients with an identity. */
export const everyMember: ClientMatch = { ...membersWhere(() => true, 'in the mesh'), uniform: true };

/** Members of which something holds. */
export function membersWhere(
  holds: (member: MeshMember) => boolean,
  description: string,
  members?: readonly string[],
): ClientMatch {
  return {
    matches: (client) =>
      client.kind === 'unknown'
        ? { when: `${client.what} is ${description}` }
        : client.kind === 'member'
          ? heldBy(client, holds)
          : 'no',
    ...(members === undefined ? {} : { members }),
  };
}

function heldBy(member: MeshMember, holds: (member: MeshMember) => boolean): Certainty {
  const { otherwise } = member;
  const found = holds(member);
  if (otherwise === undefined || otherwise.members.every((other) => holds(other) === found)) return certainly(found);
  return { when: otherwise.when };
}

/** Clients whose address lies in one of these ranges. */
export function addressesIn(ranges: readonly AddressRange[]): ClientMatch {
  return { matches: (client) => addressIn(client, ranges), ranges, uniform: true };
}

export function notClients({ matches, ranges = [], uniform = false }: ClientMatch): ClientMatch {
  return { matches: (client) => not(matches(client)), ranges, uniform };
}

/** Clients that all of these are about; everyone for none. */
export function allClients(parts: readonly ClientMatch[]): ClientMatch {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only;
  if (only === undefined) return everyClient;
  const members = parts.find((part) => part.members !== undefined)?.members;
  return {
    matches: (client) => allOf(parts.map(({ matches }) => matches(client))),
    ranges: parts.flatMap(({ ranges = [] }) => ranges),
    uniform: parts.every(({ uniform }) => uniform === true),
    ...(members === undefined ? {} : { members }),
  };
}

/** Clients that one of these is about; nobody for none. */
export function someClients(parts: readonly ClientMatch[]): ClientMatch {
  const [only, ...more] = parts;
  if (only !== undefined && more.length === 0) return only;
  return {
    matches: (client) => anyOf(parts.map(({ matches }) => matches(client))),
    ranges: parts.flatMap(({ ranges = [] }) => ranges),
    uniform: parts.every(({ uniform }) => uniform === true),
    ...(parts.every(({ members }) => members !== undefined)
      ? { members: parts.flatMap(({ members = [] }) => members) }
      : {}),
  };
}

function addressIn(client: ProxyClient, ranges: readonly AddressRange[]): Certainty {
  if (client.kind === 'stranger' && client.address !== 'pod') {
    const { address } = client;
    return certainly(ranges.some((range) => containsRange(range, address)));
  }
  if (privateRanges.every((pods) => ranges.some((range) => containsRange(range, pods)))) return 'yes';
  const isWhole = ranges.some((range) => containsRange(range, wholeFamily('IPv4')));
  if (isWhole) return 'yes';
  if (!ranges.some((range) => privateRanges.some((pods) => overlaps(range, pods)))) return 'no';
  const who = client.kind === 'unknown' ? client.what : 'the client';
  return { when: `the address of ${who} is in ${ranges.map(formatAddressRange).join(', ')}` };
}
