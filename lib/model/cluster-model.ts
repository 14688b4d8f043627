import type { ClusterFacts } from '../fleet/cluster-facts';
import type { Finding } from '../manifest/objects/finding';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { ObjectIdentity } from '../manifest/objects/object-identity';
import type { NamespaceConflict } from './agreed-namespace';
import type { Connection } from './connection';
import { Contributions } from './contributions';
import type { Declarations } from './declarations';
import type { InfrastructureNeed } from './infrastructure-need';
import type { NamespaceModel } from './namespace-model';
import { Ownership } from './ownership';
import type { WorkloadModel } from './workload-model';

/** What a capability found wrong or worth saying while it resolved: a finding without its cluster. */
export type Diagnostic = Omit<Finding, 'cluster' | 'status'>;

/** A cluster of which everything is decided: emitters read it, and can change and report nothing. */
export interface ResolvedCluster {
  readonly cluster: ClusterFacts;
  readonly workloads: readonly WorkloadModel[];
  readonly namespaces: ReadonlyMap<string, NamespaceModel>;
}

/**
 * Everything declared for one cluster, resolved: what capabilities read, and where they leave what others must know.
 */
export class ClusterModel implements ResolvedCluster {
  readonly cluster: ClusterFacts;
  readonly workloads: readonly WorkloadModel[];
  readonly namespaces: ReadonlyMap<string, NamespaceModel>;
  /** What charts that share a namespace say differently of it. */
  readonly namespaceConflicts: readonly NamespaceConflict[];
  /** Labels and annotations wanted on objects that another capability or the user owns. */
  readonly contributions = new Contributions();
  /** Who owns which field that more than one room may want. */
  readonly ownership = new Ownership();
  readonly declarations: Declarations;
  private readonly made: WorkloadModel[] = [];
  private readonly declared: Connection[];
  private readonly needed: InfrastructureNeed[] = [];
  private readonly withSidecars = new Set<WorkloadModel>();
  private readonly reported: Diagnostic[] = [];

  constructor(
    cluster: ClusterFacts,
    declarations: Declarations,
    /** Objects that users put into the tree themselves. */
    readonly objects: readonly LocatedManifest[] = [],
  ) {
    this.cluster = cluster;
    this.declarations = declarations;
    this.workloads = declarations.workloads;
    const agreed = declarations.namespaces();
    this.namespaces = new Map([...agreed].map(([name, { namespace }]) => [name, namespace]));
    this.namespaceConflicts = [...agreed.values()].flatMap(({ conflicts }) => conflicts);
    this.declared = [...declarations.connections];
  }

  /** Who may talk to whom: what users declared, and what capabilities derived from other declarations. */
  get connections(): readonly Connection[] {
    return this.declared;
  }

  /** Adds a connection that follows from something else that was declared. */
  connect(connection: Connection): void {
    this.declared.push(connection);
  }

  /** Adds pods that a controller of the cluster will make, such as a mesh's: network policies are for them, too. */
  addInfrastructure(workload: WorkloadModel): void {
    this.made.push(workload);
  }

  infrastructure(): readonly WorkloadModel[] {
    return this.made;
  }

  /** Says that something of the cluster puts a container beside those of a workload's pods. */
  addSidecar(workload: WorkloadModel): void {
    this.withSidecars.add(workload);
  }

  /** Whether the pods of a workload get containers that its declaration does not have; those of a mesh are not said here. */
  getsSidecar(workload: WorkloadModel): boolean {
    return this.withSidecars.has(workload);
  }

  /** Asks the network policies of the cluster to let something through. */
  need(need: InfrastructureNeed): void {
    this.needed.push(need);
  }

  needs(): readonly InfrastructureNeed[] {
    return this.needed;
  }

  /** Reports something; an error stops the synth after every capability had its say. */
  report(diagnostic: Diagnostic): void {
    this.reported.push(diagnostic);
  }

  diagnostics(): readonly Diagnostic[] {
    return this.reported;
  }
}

/** Identity of the Namespace object of a namespace. */
export function namespaceIdentity(name: string): ObjectIdentity {
  return { group: '', kind: 'Namespace', namespace: '', name };
}
