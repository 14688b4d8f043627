import { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, wholeNumberFrom } from '../fleet/shape';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { HasWorkload } from '../model/workload-model';
import type { Workload } from '../workload/workload';
import { declareStore } from './declare-store';
import type { StoreMembers } from './store-members';
import type { StoreProps } from './store-props';
import { storeShapes } from './store-shapes';

/** What a MessageBroker is made of. Brokers hold messages: a controller may scale their consumers, not them. */
export type MessageBrokerProps = StoreProps & {
  /** Number of brokers. Emitted as `spec.replicas`. */
  readonly replicas: number;
  /** Ports on which brokers replicate, at least one where there are two or more brokers. @default none */
  readonly peerPorts?: StoreProps['peerPorts'];
};

const propsShape = fields({ ...storeShapes, replicas: wholeNumberFrom(1) });

/**
 * Brokers that keep messages, such as NATS JetStream, RabbitMQ or Kafka: they start at once and find each other before they
 * are ready, never share a node, and one at a time may leave.
 */
export class MessageBroker extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;
  /** Its pods, by the names that they keep. */
  readonly members: StoreMembers;

  constructor(scope: Construct, id: string, props: MessageBrokerProps) {
    super(scope, id);
    assertProps(this, 'MessageBroker', propsShape, props);
    const { replicas, ...rest } = props;
    if (replicas > 1 && (props.peerPorts ?? []).length === 0)
      rejectProps(this, 'MessageBroker', {
        path: 'peerPorts',
        message: `Required value: ${replicas} brokers replicate over some port`,
        fix: 'name the port over which brokers replicate',
      });
    const { workload, members } = declareStore(this, props.name ?? id, rest, {
      kind: 'MessageBroker',
      component: 'message-broker',
      replicas,
      podManagementPolicy: 'Parallel',
      retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      budget: replicas < 2 ? undefined : { maxUnavailable: 1, unhealthyPods: 'IfHealthyBudget' },
      hosts: 'required',
      resolvesBeforeReady: true,
      minReadySeconds: 10,
    });
    this.workload = workload;
    this.members = members;
  }

  /** Addresses of its members at a port, by name or number, for configuration: `etcd-0.etcd-peers.data.svc.cluster.local:2380`. */
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
