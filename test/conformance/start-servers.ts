import { announceServers, type AnnouncedServer } from '../control-plane/announced-servers';
import { hasGo } from '../control-plane/binaries/go-build';
import { judgingVersions } from '../control-plane/binaries/kubernetes-releases';
import { programSources, serverPrograms, type ProgramSource } from '../control-plane/binaries/program-sources';
import { isIstioAtHand, istioBinary } from '../oracles/istio-simulation/istio-simulation';
import { isWebhookAtHand, webhookBinary } from '../oracles/istio-webhook/istio-webhook';
import { startApiServer, type ApiServer } from '../control-plane/processes/api-server';

/** The servers that this process started, and that it alone can stop. */
export const startedServers: ApiServer[] = [];

/** Before the first test: one API server a version, for the whole run. */
export default async function startServers(): Promise<void> {
  const found = programSources(serverPrograms, judgingVersions);
  if ('reason' in found) console.log(`conformance: skipped, as ${found.reason}`);
  if (!hasGo()) console.log('conformance: without what is built from its sources in each run, as there is no Go here');
  const announced: AnnouncedServer[] = [];
  for (const source of 'reason' in found ? [] : found.sources) announced.push(await start(source));
  announceServers(announced);
  await provideIstio();
}

/** Builds what asks Istio for its configuration and its verdicts, where that is wished; else says that it is not there. */
async function provideIstio(): Promise<void> {
  if (isIstioAtHand) await istioBinary();
  else
    console.log('conformance: without Istio’s own configuration; npm run test:nightly builds what asks for it, once');
  if (isWebhookAtHand) await webhookBinary();
  else console.log('conformance: without Istio’s webhook; npm run test:nightly builds what asks it, once');
}

async function start({ version, files }: ProgramSource<(typeof serverPrograms)[number]>): Promise<AnnouncedServer> {
  const found = await files();
  const begin = Date.now();
  const server = await startApiServer(found, { hasControllers: false });
  startedServers.push(server);
  console.log(`conformance: Kubernetes ${version} was ready after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return { version, access: server.access };
}
