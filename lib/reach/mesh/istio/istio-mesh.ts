import { appendTo } from '../../../manifest/objects/append-to';
import { matchesLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { PolicyProblem } from '../../policies/policy-problem';
import type { MeshMember } from '../mesh-client';
import { workloadsSelected, type MeshTree } from '../mesh-tree';
import { readAuthorizationPolicies, type IstioAuthorizationPolicy } from './authorization-policy';
import { readMeshConfig } from './mesh-config';
import { podModes, readPeerAuthentications, type PodModes } from './peer-authentication';
import { inferTrustDomain } from './trust-domain';

/** The policies of an Istio mesh, and which of them are for which workload. */
export class IstioMesh {
  readonly trustDomain: string;
  readonly rootNamespace: string;
  readonly problems: readonly PolicyProblem[];
  readonly policies: readonly IstioAuthorizationPolicy[];
  private readonly bySelector: ReadonlyMap<number, readonly IstioAuthorizationPolicy[]>;
  private readonly byNamespace: ReadonlyMap<string, readonly IstioAuthorizationPolicy[]>;
  private readonly peers: ReturnType<typeof readPeerAuthentications>['policies'];

  constructor(readonly tree: MeshTree) {
    const { facts, manifests } = tree;
    const istio = facts?.product === 'istio' ? facts : undefined;
    const config = readMeshConfig(manifests);
    this.trustDomain = config.trustDomain ?? istio?.trustDomain ?? inferTrustDomain(manifests);
    this.rootNamespace = config.rootNamespace ?? istio?.rootNamespace ?? 'istio-system';
    const authorization = readAuthorizationPolicies(manifests);
    const peers = readPeerAuthentications(manifests);
    this.policies = authorization.policies;
    this.peers = peers.policies;
    this.problems = [...authorization.problems, ...peers.problems];
    this.bySelector = this.selectedWorkloads();
    this.byNamespace = groupBy(
      this.policies.filter(({ targets, selector }) => targets.length === 0 && selector === undefined),
      ({ namespace }) => namespace,
    );
  }

  memberOf(namespace: string, serviceAccount: string): MeshMember {
    const identity = `${this.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
    return {
      kind: 'member',
      product: 'istio',
      namespace,
      serviceAccount,
      identity,
      key: `${namespace}/${serviceAccount}`,
    };
  }

  /** Policies that proxies of pods enforce: for the mesh, for the namespace, and for the pods; they add up. */
  policiesOf(workload: number): readonly IstioAuthorizationPolicy[] {
    const namespace = this.tree.workloads[workload]?.namespace ?? '';
    const mesh = namespace === this.rootNamespace ? [] : (this.byNamespace.get(this.rootNamespace) ?? []);
    return [...mesh, ...(this.byNamespace.get(namespace) ?? []), ...(this.bySelector.get(workload) ?? [])];
  }

  /** Policies that another of the same scope stands beside: the cluster takes the older of them. */
  rivals(): readonly string[] {
    const scopes = groupBy(this.peers, ({ namespace, selector }) => `${namespace} ${JSON.stringify(selector ?? {})}`);
    return [...scopes.values()].flatMap((rivals) => (rivals.length < 2 ? [] : rivals.map(({ name }) => name)));
  }

  /** How the ports of a workload accept connections. */
  modesOf(workload: number): PodModes {
    const { namespace = '', labels = [] } = this.tree.workloads[workload] ?? {};
    return podModes(this.peers, namespace, this.rootNamespace, (policy) => {
      return policy.namespace === namespace && labels.every((set) => matchesLabels(policy.selector ?? none, set));
    });
  }

  /** A selector in the root namespace takes pods of every namespace. */
  private selectedWorkloads(): ReadonlyMap<number, readonly IstioAuthorizationPolicy[]> {
    const found = new Map<number, IstioAuthorizationPolicy[]>();
    for (const policy of this.policies) {
      if (policy.targets.length > 0 || policy.selector === undefined) continue;
      const within = policy.namespace === this.rootNamespace ? undefined : policy.namespace;
      for (const i of workloadsSelected(this.tree, within, { matchLabels: policy.selector })) {
        appendTo(found, i, policy);
      }
    }
    return found;
  }
}

const none: Labels = {};

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    appendTo(groups, key(item), item);
  }
  return groups;
}
