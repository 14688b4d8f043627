import { announceServers, type AnnouncedServer } from './announced-servers';
import { startApiServer, type ApiServer } from './api-server';
import { binarySources, type BinarySource } from './server-binaries';

/** The servers that this process started, and that it alone can stop. */
export const startedServers: ApiServer[] = [];

/** Before the first test: one API server a version, for the whole run. */
export default async function startServers(): Promise<void> {
  const sources = binarySources();
  if (sources.length === 0) {
    console.log('conformance: skipped, as there is neither KUBEBUILDER_ASSETS nor Go here; see CONTRIBUTING.md');
  }
  const announced: AnnouncedServer[] = [];
  for (const source of sources) announced.push(await start(source));
  announceServers(announced);
}

async function start({ version, binaries }: BinarySource): Promise<AnnouncedServer> {
  const found = await binaries();
  const begin = Date.now();
  const server = await startApiServer(found);
  startedServers.push(server);
  console.log(`conformance: Kubernetes ${version} was ready after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return { version, access: server.access };
}
