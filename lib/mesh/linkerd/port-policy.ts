import type { PortModel } from '../../model/port-model';
import type { RateLimit } from '../../model/traffic-policy';
import type { WorkloadModel } from '../../model/workload-model';
import type { MeshClient } from '../mesh-model';
import type { InboundPolicy } from './inbound-policy';
import type { RequestCell } from './request-cells';

/** Who may connect to one container port of a workload, and who may make only some requests there. */
export interface PortPolicy {
  readonly workload: WorkloadModel;
  readonly port: PortModel;
  /** What holds for clients that nothing below names. */
  readonly accessPolicy: InboundPolicy;
  /** Clients that may ask everything. */
  readonly clients: readonly MeshClient[];
  /** Clients that may ask something only; none where every client of the port may ask everything. */
  readonly requests: readonly RequestCell<MeshClient>[];
  readonly rateLimit?: RateLimit;
  readonly origin: string;
}

/** Name of the Server of a port, and of the policies that are about the whole of it. */
export function serverName({ workload, port }: Pick<PortPolicy, 'workload' | 'port'>): string {
  return `${workload.name}-${port.containerPort}`;
}
