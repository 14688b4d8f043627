import type { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { declareStore } from './declare-store';
import { Store } from './store';
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
export class MessageBroker extends Store {
  constructor(scope: Construct, id: string, props: MessageBrokerProps) {
    super(scope, placedId('MessageBroker', scope, id), (store) => {
      assertProps(store, 'MessageBroker', propsShape, props);
      const { replicas, ...rest } = props;
      if (replicas > 1 && (props.peerPorts ?? []).length === 0)
        rejectProps(store, 'MessageBroker', {
          path: 'peerPorts',
          message: `Required value: ${replicas} brokers replicate over some port`,
          fix: 'name the port over which brokers replicate',
        });
      return declareStore(store, props.name ?? id, rest, {
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
    });
  }
}
