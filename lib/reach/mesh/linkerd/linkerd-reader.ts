import { appendTo } from '../../../manifest/objects/append-to';
import type { ServerPolicy } from '../mesh-policy';
import { workloadsSelected, type MeshReader } from '../mesh-tree';
import { LinkerdClientRules } from './egress-networks';
import { identityDomain, linkerdMember } from './linkerd-identity';
import { inboundDefaults, linkerdPolicy } from './linkerd-policy';
import { readServers, type LinkerdServer } from './linkerd-server';

/** Server, AuthorizationPolicy and what they refer to, as the proxy of Linkerd enforces them. */
export const linkerdReader: MeshReader = {
  product: 'linkerd',
  read: (tree) => {
    const domain = identityDomain(tree);
    const servers = readServers(tree.manifests, domain);
    const byWorkload = new Map<number, LinkerdServer[]>();
    for (const server of servers) {
      for (const i of workloadsSelected(tree, server.namespace, server.podSelector)) {
        appendTo(byWorkload, i, server);
      }
    }
    const known = new Map<string, ServerPolicy>();
    const clients = new LinkerdClientRules(tree);
    return {
      problems: [],
      memberOf: (namespace, serviceAccount) => linkerdMember(domain, namespace, serviceAccount),
      policyOf: (workload) => {
        const node = tree.workloads[workload];
        const own = byWorkload.get(workload) ?? [];
        if (node === undefined) return linkerdPolicyOfNobody;
        const defaults = inboundDefaults(node, tree);
        const ports = own.some(({ port }) => typeof port === 'string') ? node.ports : [];
        const key = JSON.stringify([own.map(({ name }) => name), ports, defaults, [...defaults.probes]]);
        let policy = known.get(key);
        if (policy === undefined) known.set(key, (policy = linkerdPolicy(node, own, defaults)));
        return policy;
      },
      outbound: (source, target) => clients.outbound(source, target),
      ranges: [
        ...clients.ranges,
        ...servers.flatMap(({ grants, routes }) =>
          [...grants, ...routes.flatMap((route) => route.grants)].flatMap((grant) => grant.clients.ranges ?? []),
        ),
      ],
      assumptions: [
        `Linkerd's identities end in ${domain}, its installation lets in all where no annotation says otherwise, and pods send what they send through its proxies.`,
      ],
    };
  },
};

const linkerdPolicyOfNobody: ServerPolicy = { product: 'linkerd', bypass: [], proxyPorts: [], routes: [] };
