import { startedServers } from './start-servers';

/** After the last test. */
export default async function stopServers(): Promise<void> {
  await Promise.all(startedServers.map((server) => server.stop()));
}
