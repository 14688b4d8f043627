import type { MeshMember } from '../mesh-client';
import type { ServerPolicy } from '../mesh-policy';
import type { MeshReader } from '../mesh-tree';
import { ConsulClientRules } from './consul-client-rules';
import { consulPolicy, isPermissive } from './consul-policy';
import { consulServiceOf } from './consul-service';
import { readIntentions } from './intentions';
import { redirectionOf } from './redirection';

/** ServiceIntentions, as the proxies of Consul enforce them. All Kubernetes namespaces share one namespace of Consul. */
export const consulReader: MeshReader = {
  product: 'consul',
  read: (tree) => {
    const { manifests, workloads } = tree;
    const clients = new ConsulClientRules(tree);
    const intentions = readIntentions(manifests);
    const known = new Map<string, ServerPolicy>();
    const memberOf = (namespace: string, serviceAccount: string, workload?: number): MeshMember => {
      const node = workload === undefined ? undefined : workloads[workload];
      const identity = node === undefined ? serviceAccount : consulServiceOf(node, serviceAccount, manifests).name;
      return { kind: 'member', product: 'consul', namespace, serviceAccount, identity, key: identity };
    };
    return {
      problems: [],
      memberOf,
      policyOf: (workload) => {
        const node = workloads[workload];
        if (node === undefined) return { product: 'consul', bypass: [], proxyPorts: [], routes: [] };
        const service = consulServiceOf(node, node.name, manifests);
        const redirection = redirectionOf(node, manifests);
        const key = JSON.stringify([service, redirection]);
        let policy = known.get(key);
        if (policy === undefined) {
          policy = consulPolicy(service, intentions, redirection, isPermissive(service.name, manifests));
          known.set(key, policy);
        }
        return policy;
      },
      outbound: (source, target) => clients.outbound(source, target),
      hostsOf: (source) => clients.hostsOf(source),
      ranges: clients.ranges,
      assumptions: [
        'All services are in one namespace and partition of Consul, and pods send what they send through its proxies.',
      ],
    };
  },
};
