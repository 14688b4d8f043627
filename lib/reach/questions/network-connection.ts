import { ConnectionSet } from '../sets/connection-set';
import type { AddressEndpoint, Endpoint } from './endpoint';
import type { MeshPart } from '../mesh/mesh-decision';
import { restrictedParts } from './allowed-traffic';
import { allowingRules, type Side } from './explanation';

/** What may pass from one end to another. */
export class NetworkConnection {
  constructor(
    /** Who opens it. */
    readonly from: Endpoint,
    /** Who accepts it. */
    readonly to: Endpoint,
    /** Ports of the destination. */
    readonly ports: ConnectionSet,
    // Called late: a full mesh of a thousand workloads has a million connections, and few are asked why.
    private readonly sides: () => readonly Side[],
    private readonly restricted: readonly MeshPart[] = [],
    /** Ports of these on which it is not proved that anything passes, nor that nothing does. */
    readonly unproved: ConnectionSet = ConnectionSet.none,
    /** Why nothing of it is proved, whatever the rules say. */
    private readonly reasons: readonly string[] = [],
  ) {}

  /** Ports on which the mesh lets some requests through and not others, with those that pass. */
  get restrictions(): readonly MeshPart[] {
    return this.restricted;
  }

  /** Names of the rules that let it through, or a phrase where no policy has a say. */
  rules(): readonly string[] {
    return allowingRules(this.sides(), this.ports.subtract(this.unproved));
  }

  /** What it depends on whether anything passes on the unproved ports. */
  doubts(): readonly string[] {
    if (this.unproved.isEmpty) return [];
    const doubts = this.sides().flatMap((side) => ('decision' in side ? side.decision.doubts : []));
    return [...new Set([...this.reasons, ...doubts])];
  }

  /** The same connection, of some of its ports. */
  withPorts(ports: ConnectionSet): NetworkConnection {
    return this.but({
      ports,
      restricted: restrictedParts(this.restricted, ports),
      unproved: this.unproved.intersect(ports),
    });
  }

  /** The same connection, with some of the addresses of its end outside. */
  withOutside(addresses: AddressEndpoint): NetworkConnection {
    return this.but({
      from: 'ipRange' in this.from ? addresses : this.from,
      to: 'ipRange' in this.to ? addresses : this.to,
    });
  }

  private but({
    from = this.from,
    to = this.to,
    ports = this.ports,
    restricted = this.restricted,
    unproved = this.unproved,
  }): NetworkConnection {
    return new NetworkConnection(from, to, ports, this.sides, restricted, unproved, this.reasons);
  }
}
