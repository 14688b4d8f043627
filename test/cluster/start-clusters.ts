import { announceServers, type AnnouncedServer } from '../control-plane/announced-servers';
import { programSources, type ProgramSource } from '../control-plane/binaries/program-sources';
import { judgingVersions } from '../control-plane/binaries/kubernetes-releases';
import { controlPlanePrograms, startControlPlane, type ControlPlane } from '../control-plane/processes/control-plane';
import { isAtHand, publishedBinary } from '../control-plane/binaries/published-command';
import { hasUpstreamDefinitions } from '../control-plane/definitions/definition-groups';
import { productControllers } from './products/product-controllers';
import { SimulatedCluster } from './simulation/simulated-cluster';
import { everyStage } from './simulation/stages';

/** The control planes that this process started, and that it alone can stop. */
export const startedControlPlanes: ControlPlane[] = [];

/** Before the first test: one control plane a version, the newest where nothing else is asked for, for the whole run. */
export default async function startClusters(): Promise<void> {
  const found = programSources(controlPlanePrograms, judgingVersions.slice(-1));
  if ('reason' in found) console.log(`cluster: skipped, as ${found.reason}`);
  const announced: AnnouncedServer[] = [];
  for (const source of 'reason' in found ? [] : found.sources) announced.push(await start(source));
  announceServers(announced);
  if (announced.length > 0) await provideProducts();
}

/** Builds the controllers of products, where that is asked for, and names those that are left out. */
async function provideProducts(): Promise<void> {
  const commands = productControllers.map(({ command }) => command);
  const leftOut = commands.filter((command) => !isAtHand(command)).map(({ name }) => name);
  for (const command of commands) if (isAtHand(command)) await publishedBinary(command);
  if (!hasUpstreamDefinitions) {
    console.log('cluster: without controllers whose definitions are not in crds/, as there is no ../shared');
  }
  if (leftOut.length > 0) {
    console.log(`cluster: without ${leftOut.join(', ')}, which npm run test:nightly builds once`);
  }
}

async function start({
  version,
  files,
}: ProgramSource<(typeof controlPlanePrograms)[number]>): Promise<AnnouncedServer> {
  const found = await files();
  const begin = Date.now();
  const controlPlane = await startControlPlane(found, version);
  startedControlPlanes.push(controlPlane);
  await bootKubelets(version, controlPlane);
  console.log(`cluster: Kubernetes ${version} acted after ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  return { version, access: controlPlane.access, certificate: controlPlane.certificate };
}

/** Tells the simulated kubelets what kubelets do. */
async function bootKubelets(version: string, { access }: ControlPlane): Promise<void> {
  const cluster = new SimulatedCluster(version, access);
  for (const stage of everyStage()) await cluster.create(stage);
  cluster.close();
}
