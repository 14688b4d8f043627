import { once } from 'node:events';
import { createServer } from 'node:net';

/** Ports on loopback that nothing listens on, all different. Another process may take one before it is used. */
export async function freePorts(count: number): Promise<number[]> {
  const listeners = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  const ports = await Promise.all(
    listeners.map(async (listener) => {
      await once(listener, 'listening');
      const address = listener.address();
      return typeof address === 'object' && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(listeners.map((listener) => new Promise((resolve) => listener.close(resolve))));
  return ports;
}
