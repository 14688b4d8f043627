import { announcedServers } from '../../control-plane/announced-servers';
import { isAtHand, publishedBinary } from '../../control-plane/binaries/published-command';
import { definitionGroups, type DefinitionGroup } from '../../control-plane/definitions/definition-groups';
import type { SimulatedCluster } from '../simulation/simulated-cluster';
import type { ProductController } from './product-controller';

/** Whether a controller can run here: it is built, or may be, and its definitions are there. */
export function canRun({ command, definitions }: ProductController): boolean {
  return isAtHand(command) && groupsOf(definitions).length === definitions.length;
}

/** Runs a controller beside a cluster, with the definitions that it needs; the result stops it. */
export async function runProduct(
  { command, definitions, start }: ProductController,
  cluster: SimulatedCluster,
): Promise<() => Promise<void>> {
  const server = announcedServers().find(({ version }) => version === cluster.version);
  if (server === undefined) throw new Error(`no server of ${cluster.version} runs`);
  await cluster.define(groupsOf(definitions));
  return start(await publishedBinary(command), cluster, server);
}

function groupsOf(names: readonly string[]): readonly DefinitionGroup[] {
  return definitionGroups().filter(({ name }) => names.includes(name));
}
