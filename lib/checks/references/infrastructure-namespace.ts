import { namespacesOfEngine } from '../../fleet/git-ops-facts';
import type { CheckContext } from '../check';

/** Whether the facts of the cluster say that something runs there: its mesh, GitOps engine, DNS, monitoring or ingress controllers. */
export function isInfrastructureNamespace(
  namespace: string,
  { cluster: { mesh, gitOps, network } }: CheckContext,
): boolean {
  const { dns, monitoring, ingressControllers } = network;
  return (
    mesh?.rootNamespace === namespace ||
    (gitOps !== undefined && namespacesOfEngine(gitOps).includes(namespace)) ||
    [dns, monitoring, ...ingressControllers].some((pods) => pods?.namespace === namespace)
  );
}
