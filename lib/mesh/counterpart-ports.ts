import type { WorkloadModel } from '../model/workload-model';
import { routedPorts, speaksHttp, type ServedPort } from './routed-ports';

/**
 * For each port of a Service that requests are routed on, the port of another workload that stands for it: the one of the
 * same name, or else of the same number, or else the only one of its protocol that is left on both sides. A port has one
 * counterpart, and is that of one.
 */
export function counterpartPorts(from: WorkloadModel, to: WorkloadModel): ReadonlyMap<ServedPort, ServedPort> {
  const open = new Set(routedPorts(from));
  const free = new Set(routedPorts(to));
  const found = new Map<ServedPort, ServedPort>();
  const pair = (port: ServedPort, counterpart: ServedPort | undefined): void => {
    if (counterpart === undefined) return;
    found.set(port, counterpart);
    open.delete(port);
    free.delete(counterpart);
  };
  const matchBy = (isSame: (a: ServedPort, b: ServedPort) => boolean): void => {
    for (const port of open)
      pair(
        port,
        [...free].find((other) => isCompatible(port, other) && isSame(port, other)),
      );
  };
  matchBy((a, b) => a.name === b.name);
  matchBy((a, b) => a.servicePort === b.servicePort);
  for (const port of open) {
    const others = [...free].filter((other) => isCompatible(port, other));
    const rivals = [...open].filter((rival) => others.some((other) => isCompatible(rival, other)));
    if (others.length === 1 && rivals.length === 1) pair(port, others[0]);
  }
  return found;
}

/** Whether what is sent to one port is understood at the other, as far as both say what they speak. */
function isCompatible(a: ServedPort, b: ServedPort): boolean {
  if (a.protocol !== b.protocol) return false;
  if (a.application === undefined || b.application === undefined || a.application === b.application) return true;
  // Requests of HTTP/1.1 and HTTP/2 are passed on as either; those of gRPC mean something else.
  if (speaksHttp(a) && speaksHttp(b)) return a.application !== 'grpc' && b.application !== 'grpc';
  return [a, b].some(({ application }) => application === 'tcp') && !speaksHttp(a) && !speaksHttp(b);
}
