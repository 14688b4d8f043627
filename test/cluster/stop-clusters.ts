import { startedControlPlanes } from './start-clusters';

/** After the last test. A program that ended before explains failures. */
export default async function stopClusters(): Promise<void> {
  for (const controlPlane of startedControlPlanes) {
    for (const words of controlPlane.ended()) console.log(`cluster: ${words}`);
    await controlPlane.stop();
  }
}
