import {
  allPorts,
  intersectIntervals,
  mergeIntervals,
  noPorts,
  sameIntervals,
  subtractIntervals,
  uniteIntervals,
  type PortIntervals,
} from './port-intervals';

/** The protocols that network policies distinguish. */
export const protocols = ['TCP', 'UDP', 'SCTP'] as const;
/** A protocol that network policies distinguish. */
export type Protocol = (typeof protocols)[number];

/** Whether a value of untrusted YAML is one of them. */
export function isProtocol(value: unknown): value is Protocol {
  return protocols.some((protocol) => protocol === value);
}

/** Ports of one protocol, as reports print them; both ends belong to the range. */
export interface PortRange {
  /** Protocol of the ports. */
  readonly protocol: Protocol;
  /** First port, from 1. */
  readonly from: number;
  /** Last port, up to 65535. */
  readonly to: number;
}

/** What may pass between two ends: for each protocol, the destination ports. A value: no method changes it. */
export class ConnectionSet {
  /** Nothing may pass. */
  static readonly none = new ConnectionSet(noPorts, noPorts, noPorts);
  /** Every port of all three protocols may pass. */
  static readonly all = new ConnectionSet(allPorts, allPorts, allPorts);

  private constructor(
    readonly tcp: PortIntervals,
    readonly udp: PortIntervals,
    readonly sctp: PortIntervals,
  ) {}

  /** Every port of a protocol. */
  static allOf(protocol: Protocol): ConnectionSet {
    return ConnectionSet.ofIntervals(protocol, allPorts);
  }

  /** The ports from `from` to `to`, both included. */
  static range(protocol: Protocol, from: number, to: number): ConnectionSet {
    return ConnectionSet.ofIntervals(protocol, [{ from, to }]);
  }

  /** One port. */
  static port(protocol: Protocol, port: number): ConnectionSet {
    return ConnectionSet.range(protocol, port, port);
  }

  /** What may pass in any of the sets. */
  static unionOf(sets: Iterable<ConnectionSet>): ConnectionSet {
    const all = [...sets];
    const [first = ConnectionSet.none, second = ConnectionSet.none, ...others] = all;
    if (others.length === 0) return first.union(second);
    if (all.includes(ConnectionSet.all)) return ConnectionSet.all;
    const set = new ConnectionSet(
      mergeIntervals(all.map(({ tcp }) => tcp)),
      mergeIntervals(all.map(({ udp }) => udp)),
      mergeIntervals(all.map(({ sctp }) => sctp)),
    );
    return set.isEmpty ? ConnectionSet.none : set;
  }

  /** True when nothing may pass. */
  get isEmpty(): boolean {
    return this.tcp.length === 0 && this.udp.length === 0 && this.sctp.length === 0;
  }

  /** True when every port of all three protocols may pass. */
  get isAll(): boolean {
    return this === ConnectionSet.all || this.equals(ConnectionSet.all);
  }

  /** What may pass here or there. */
  union(other: ConnectionSet): ConnectionSet {
    if (this === other || other === ConnectionSet.none || this === ConnectionSet.all) return this;
    if (this === ConnectionSet.none || other === ConnectionSet.all) return other;
    return this.combine(other, uniteIntervals);
  }

  /** What may pass here and there. */
  intersect(other: ConnectionSet): ConnectionSet {
    if (this === other || other === ConnectionSet.all || this === ConnectionSet.none) return this;
    if (this === ConnectionSet.all || other === ConnectionSet.none) return other;
    return this.combine(other, intersectIntervals);
  }

  /** What may pass here and not there. */
  subtract(other: ConnectionSet): ConnectionSet {
    if (other === ConnectionSet.none || this === ConnectionSet.none) return this;
    if (this === other || other === ConnectionSet.all) return ConnectionSet.none;
    return this.combine(other, subtractIntervals);
  }

  /** Whether the same may pass here and there. */
  equals(other: ConnectionSet): boolean {
    if (this === other) return true;
    return (
      sameIntervals(this.tcp, other.tcp) && sameIntervals(this.udp, other.udp) && sameIntervals(this.sctp, other.sctp)
    );
  }

  /** Whether everything of the other set may pass here too. */
  includes(other: ConnectionSet): boolean {
    return other.subtract(this).isEmpty;
  }

  /** Whether one port may pass. */
  includesPort(protocol: Protocol, port: number): boolean {
    return this.intervals(protocol).some(({ from, to }) => from <= port && port <= to);
  }

  intervals(protocol: Protocol): PortIntervals {
    switch (protocol) {
      case 'TCP':
        return this.tcp;
      case 'UDP':
        return this.udp;
      case 'SCTP':
        return this.sctp;
    }
  }

  /** One entry an interval, TCP before UDP before SCTP, lowest port first. */
  ranges(): readonly PortRange[] {
    return protocols.flatMap((protocol) => this.intervals(protocol).map(({ from, to }) => ({ protocol, from, to })));
  }

  /** `all connections`, `TCP 80,8000-8100, UDP 53`, or `no connection`. */
  toString(): string {
    if (this.isEmpty) return 'no connection';
    if (this.isAll) return 'all connections';
    return protocols
      .filter((protocol) => this.intervals(protocol).length > 0)
      .map((protocol) => `${protocol} ${formatIntervals(this.intervals(protocol))}`)
      .join(', ');
  }

  /** Ports of one protocol. */
  static ofIntervals(protocol: Protocol, intervals: PortIntervals): ConnectionSet {
    switch (protocol) {
      case 'TCP':
        return new ConnectionSet(intervals, noPorts, noPorts);
      case 'UDP':
        return new ConnectionSet(noPorts, intervals, noPorts);
      case 'SCTP':
        return new ConnectionSet(noPorts, noPorts, intervals);
    }
  }

  private combine(other: ConnectionSet, operation: (a: PortIntervals, b: PortIntervals) => PortIntervals) {
    const set = new ConnectionSet(
      operation(this.tcp, other.tcp),
      operation(this.udp, other.udp),
      operation(this.sctp, other.sctp),
    );
    return set.isEmpty ? ConnectionSet.none : set;
  }
}

function formatIntervals(intervals: PortIntervals): string {
  if (sameIntervals(intervals, allPorts)) return '1-65535';
  return intervals.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}
