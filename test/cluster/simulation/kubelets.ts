import { randomUUID } from 'node:crypto';
import { Field } from '../../../lib/manifest/objects/field';
import { matchesLabels, type Labels } from '../../../lib/manifest/objects/label-selector';
import { concurrently } from '../../control-plane/client/concurrently';
import type { SimulatedCluster } from './simulated-cluster';
import { crashLoop, endOfHeldStart, heldStart, isOfOneTest, probe } from './stages';

/** What tests tell the simulated kubelets. They know it before the test goes on: a Pod shows it. */
export class Kubelets {
  constructor(
    private readonly cluster: Pick<
      SimulatedCluster,
      'server' | 'addNodes' | 'list' | 'create' | 'get' | 'patch' | 'remove'
    >,
  ) {}

  /** Holds back Pods with these labels: they run, and are not ready before the result is called. */
  async startSlowly(labels: Labels): Promise<() => Promise<void>> {
    await this.cluster.create(heldStart(labels));
    await this.know();
    return async () => {
      await this.cluster.create(endOfHeldStart(labels));
      await this.know();
      await this.touch(labels);
    };
  }

  async crash(labels: Labels): Promise<void> {
    await this.cluster.create(crashLoop(labels));
    await this.know();
    await this.touch(labels);
  }

  /** Takes back what tests have told. */
  async forget(): Promise<void> {
    const stages = (await this.cluster.list('kwok.x-k8s.io/v1alpha1', 'Stage')).filter(isOfOneTest);
    if (stages.length === 0) return;
    await concurrently(stages, (stage) => this.cluster.remove(stage));
    if ((await this.cluster.list('v1', 'Node')).length === 0) await this.cluster.addNodes({ nodesPerZone: 1 });
    await this.know();
  }

  /** Waits until every stage that came or went up to now is known: a later one is, to a Pod that goes through it alone. */
  private async know(): Promise<void> {
    const [node] = await this.cluster.list('v1', 'Node');
    if (node?.metadata.name === undefined) throw new Error('there is no node, and so no kubelet: add nodes first');
    const { stage, pod } = probe(node.metadata.name, randomUUID());
    const made = await this.cluster.create(stage);
    await this.cluster.server.eventually(
      'the kubelets know their stages',
      async () => {
        const stored = await this.cluster.create(pod);
        const phase = await this.cluster.server.eventually(
          'the kubelet has seen a Pod',
          async () => Field.root(await this.cluster.get(stored)).at('status', 'phase').text,
          (seen) => seen !== 'Pending',
        );
        await this.cluster.remove(stored);
        return phase;
      },
      (phase) => phase === 'Succeeded',
    );
    await this.cluster.remove(made);
  }

  /** Kubelets look again at a Pod that changes. */
  private async touch(labels: Labels): Promise<void> {
    const pods = (await this.cluster.list('v1', 'Pod')).filter((pod) =>
      matchesLabels(labels, pod.metadata.labels ?? {}),
    );
    const patch = { metadata: { annotations: { 'simulation/touched': 'true' } } };
    await concurrently(pods, (pod) => this.cluster.patch(pod, 'merge-patch+json', patch));
  }
}
