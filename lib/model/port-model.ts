import type { ApplicationProtocol } from '../manifest/network/application-protocol';

/** A port that a workload listens on, and how its Service shows it. */
export interface PortModel {
  /** Name of the container port and of the Service port. */
  readonly name: string;
  /** Port that the container listens on, from 1 to 65535. */
  readonly containerPort: number;
  /** Transport protocol. */
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  /** What is spoken there; left out where nobody said. */
  readonly application?: ApplicationProtocol;
  /** Port of the Service in front of it; left out where no Service shows the port. */
  readonly servicePort?: number;
  /** Whether it is for the other pods of the workload alone: nobody else is let in unless a connection names it. @default false */
  readonly forPeers?: boolean;
}
