import type { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, flag, nonEmpty, text, variantsOf, wholeNumberFrom } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { portShape } from '../model/port-shape';
import { declareStore } from './declare-store';
import { quorumMembers, type QuorumMembers } from './quorum-members';
import { Store } from './store';
import type { StoreProps, UpdateStrategy } from './store-props';
import { storeShapes } from './store-shapes';

/** What a QuorumStore is made of. Members that agree by majority cannot be scaled by a controller: removing one is a step of its own. */
export type QuorumStoreProps = StoreProps &
  QuorumMembers & {
    /** Ports on which members agree with each other, at least one. The headless Service shows them. */
    readonly peerPorts: StoreProps['peerPorts'] & {};
    /**
     * How members are replaced: one at a time, or when somebody deletes them. Emitted as `spec.updateStrategy`.
     *
     * @default RollingUpdate of all members, from the last to the first
     */
    readonly updateStrategy?: Exclude<UpdateStrategy, { readonly type: 'RollingUpdate' }> | OneAtATime;
  };

interface OneAtATime {
  readonly type: 'RollingUpdate';
  /** First number that is replaced: those below keep their revision. Emitted as `rollingUpdate.partition`. @default 0 */
  readonly partition?: number;
}

const { 'peerPorts?': _, ...withoutPeerPorts } = storeShapes;
const propsShape = fields({
  ...withoutPeerPorts,
  replicas: wholeNumberFrom(1, 7),
  'acceptDowntime?': flag,
  peerPorts: nonEmpty(portShape, 'the port over which members agree with each other'),
  // Members of a quorum are replaced one at a time: no maxUnavailable.
  'updateStrategy?': variantsOf('type', {
    RollingUpdate: fields({ type: text, 'partition?': wholeNumberFrom(0) }),
    OnDelete: fields({ type: text }),
  }),
});

/**
 * Members that agree by majority, such as etcd, ZooKeeper or Consul: they start at once and find each other before they are
 * ready, never share a node, and one at a time may leave.
 */
export class QuorumStore extends Store {
  constructor(scope: Construct, id: string, props: QuorumStoreProps) {
    super(scope, placedId('QuorumStore', scope, id), (store) => {
      assertProps(store, 'QuorumStore', propsShape, props);
      const { replicas, acceptDowntime = false, ...rest } = props;
      const quorum = quorumMembers(replicas, acceptDowntime);
      if (!('budget' in quorum)) rejectProps(store, 'QuorumStore', quorum);
      const { budget } = quorum;
      return declareStore(store, props.name ?? id, rest, {
        kind: 'QuorumStore',
        component: 'quorum-store',
        replicas,
        podManagementPolicy: 'Parallel',
        retention: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        budget,
        hosts: 'required',
        resolvesBeforeReady: true,
        minReadySeconds: 10,
      });
    });
  }
}
