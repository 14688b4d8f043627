import type { ConnectionPort } from '../model/connection';

/** Whether a connection opens a TCP port: without ports it opens all of them. */
export function opensPort(ports: readonly ConnectionPort[], wanted: number): boolean {
  return (
    ports.length === 0 ||
    ports.some(({ protocol, port, endPort = port }) => protocol === 'TCP' && port <= wanted && wanted <= endPort)
  );
}
