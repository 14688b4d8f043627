import { appendTo } from '../../../manifest/objects/append-to';
import { matchesLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { PolicyProblem } from '../../policies/policy-problem';
import type { MeshMember } from '../mesh-client';
import { workloadsSelected, type MeshTree } from '../mesh-tree';
import { readAuthorizationPolicies, type IstioAuthorizationPolicy } from './authorization-policy';
import { droppedFields } from './dropped-fields';
import { disputedRoots } from './disputed-roots';
import { readMeshConfig, type TrustDomainNames } from './mesh-config';
import { podModes, readPeerAuthentications, type PodModes } from './peer-authentication';
import { PolicyBudget } from './policy-budget';
import { readSidecars, sidecarOf, type IstioSidecar } from './sidecar-scope';
import { inferTrustDomain } from './trust-domain';

/** The policies of an Istio mesh, and which of them are for which workload. */
export class IstioMesh {
  readonly rootNamespace: string;
  /** The trust domain, and each other that it may be. */
  private readonly trustDomains: readonly [Required<TrustDomainNames>, ...Required<TrustDomainNames>[]];
  readonly problems: readonly PolicyProblem[];
  readonly policies: readonly IstioAuthorizationPolicy[];
  readonly budget = new PolicyBudget();
  private readonly bySelector: ReadonlyMap<number, readonly IstioAuthorizationPolicy[]>;
  private readonly byNamespace: ReadonlyMap<string, readonly IstioAuthorizationPolicy[]>;
  /** None where no Sidecar of the tree says how they take what arrives. */
  private readonly sidecars: readonly IstioSidecar[];
  private readonly peers: ReturnType<typeof readPeerAuthentications>['policies'];

  constructor(readonly tree: MeshTree) {
    const { facts, manifests } = tree;
    const istio = facts?.product === 'istio' ? facts : undefined;
    const config = readMeshConfig(manifests);
    const fallback = { name: istio?.trustDomain ?? inferTrustDomain(manifests), aliases: [] };
    const [names = fallback, ...others] = config.trustDomains.map((each) => ({ ...fallback, ...each }));
    this.trustDomains = [names, ...others];
    this.rootNamespace = config.rootNamespaces[0] ?? istio?.rootNamespace ?? 'istio-system';
    const authorization = readAuthorizationPolicies(manifests);
    const peers = readPeerAuthentications(manifests);
    this.policies = authorization.policies.map((policy) => this.budget.readable(policy));
    this.peers = peers.policies;
    const sidecars = readSidecars(manifests);
    this.sidecars = sidecars.some(({ ingress }) => ingress.length > 0) ? sidecars : [];
    this.problems = [
      ...authorization.problems,
      ...peers.problems,
      ...droppedFields(manifests, istio),
      ...disputedRoots(manifests, config.rootNamespaces),
    ];
    this.bySelector = this.selectedWorkloads();
    this.byNamespace = groupBy(
      this.policies.filter(({ targets, selector }) => targets.length === 0 && selector === undefined),
      ({ namespace }) => namespace,
    );
  }

  get trustDomain(): string {
    return this.trustDomains.map(({ name }) => name).join(' or ');
  }

  memberOf(namespace: string, serviceAccount: string): MeshMember {
    const member = ({ name, aliases }: Required<TrustDomainNames>): MeshMember => ({
      kind: 'member',
      product: 'istio',
      namespace,
      serviceAccount,
      identity: `${name}/ns/${namespace}/sa/${serviceAccount}`,
      trustDomainAliases: aliases,
      key: `${namespace}/${serviceAccount}`,
    });
    const [names, ...others] = this.trustDomains;
    if (others.length === 0) return member(names);
    const when = `${namespace}/${serviceAccount} is under the configuration of Istio with trust domain ${formatNames(names)}, and not ${others.map(formatNames).join(' or ')}`;
    return { ...member(names), otherwise: { members: others.map(member), when } };
  }

  /** The Sidecar of the proxies of a workload, which says how they take what arrives. */
  sidecarFor(workload: number): IstioSidecar | undefined {
    const { namespace = '', labels = [] } = this.tree.workloads[workload] ?? {};
    return sidecarOf(this.sidecars, namespace, labels, this.rootNamespace);
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

function formatNames({ name, aliases }: Required<TrustDomainNames>): string {
  return aliases.length === 0 ? name : `${name} (before: ${aliases.join(', ')})`;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    appendTo(groups, key(item), item);
  }
  return groups;
}
