import type { ConnectionSet } from '../sets/connection-set';
import type { AddressEndpoint, Endpoint } from './endpoint';
import type { MeshPart } from '../mesh/mesh-decision';
import { restrictedParts } from './passage';
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
  ) {}

  /** Ports on which the mesh lets some requests through and not others, with those that pass. */
  get restrictions(): readonly MeshPart[] {
    return this.restricted;
  }

  /** Names of the rules that let it through, or a phrase where no policy has a say. */
  rules(): readonly string[] {
    return allowingRules(this.sides(), this.ports);
  }

  /** The same connection, of some of its ports. */
  withPorts(ports: ConnectionSet): NetworkConnection {
    return new NetworkConnection(this.from, this.to, ports, this.sides, restrictedParts(this.restricted, ports));
  }

  /** The same connection, with some of the addresses of its end outside. */
  withOutside(addresses: AddressEndpoint): NetworkConnection {
    const from = 'ipRange' in this.from ? addresses : this.from;
    const to = 'ipRange' in this.to ? addresses : this.to;
    return new NetworkConnection(from, to, this.ports, this.sides, this.restricted);
  }
}
