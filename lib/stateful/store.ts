import { Construct } from 'constructs';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import type { DeclaredStore } from './declare-store';
import type { StoreMembers } from './store-members';

/** What every store of one StatefulSet is to other constructs. A pattern is a construct that declares its pods. */
export abstract class Store extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;
  /** Its pods, by the names that they keep. */
  readonly members: StoreMembers;

  /** @param declare declares the pods of the store below the construct that it is given */
  protected constructor(scope: Construct, id: string, declare: (store: Construct) => DeclaredStore) {
    super(scope, id);
    const { workload, members } = declare(this);
    this.workload = workload;
    this.members = members;
  }

  /** Addresses of its pods at a port, by name or number, for configuration: `etcd-0.etcd-peers.data.svc.cluster.local:2380`. */
  peers(port: string | number): readonly string[] {
    return this.members.addresses(port);
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** Says how a mesh treats its pods: encryption, proxy resources, export to other clusters. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    this.workload.mesh(policy, options);
    return this;
  }
}
