import { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fieldsOf, flag, kubernetesFields, listOf, mapOf, text, type ShapeProblem } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { PortModel } from '../model/port-model';
import { portShape } from '../model/port-shape';
import type { HasWorkload } from '../model/workload-model';
import type { DaemonSetFields } from './controllers';
import type { PodSpecFields } from './pod-fields';
import { declarePods } from './pods';
import type { Workload } from './workload';
import type { WorkloadProps } from './workload-props';
import { workloadShapes } from './workload-shapes';

/** A pod on each node. What all nodes have in common is what it may see of them: nothing, unless it says so. */
export interface NodeAgentProps extends Omit<WorkloadProps, 'topologySpread' | 'pod'> {
  /** Ports that the main container listens on. The first stands in where a probe names none. @default none */
  readonly ports?: readonly PortModel[];
  /**
   * Files of the node that the main container sees, by the name of their volume. Emitted as `hostPath` volumes, which the
   * Pod Security levels `baseline` and `restricted` refuse.
   *
   * @default none
   */
  readonly hostPaths?: Readonly<Record<string, HostPath>>;
  /**
   * Whether it runs on each node, whatever the taints: control planes, GPUs, nodes that are about to go. Emitted as a
   * toleration of every taint.
   *
   * @default false: on nodes without taints, and on those of `tolerations`
   */
  readonly everywhere?: boolean;
  /** Taints of nodes that it runs on all the same. Not beside `everywhere`. @default none */
  readonly tolerations?: NonNullable<PodSpecFields['tolerations']>;
  /** How its pods are replaced. Emitted as `spec.updateStrategy`. @default one node after the other, the Kubernetes default */
  readonly updateStrategy?: NonNullable<DaemonSetFields['updateStrategy']>;
  /**
   * Which pods give way to it on a full node, such as `system-node-critical`. Emitted as `priorityClassName`.
   *
   * @default the cluster's default
   */
  readonly priorityClassName?: string;
  /**
   * Whether it has the network of its node, with every port of it. No network policy holds for such pods, and the Pod
   * Security levels `baseline` and `restricted` refuse them. Emitted as `hostNetwork`, with a `dnsPolicy` by which it
   * finds Services all the same.
   *
   * @default false
   */
  readonly hostNetwork?: boolean;
  /** Any other field of the pod's spec. What a prop of its own says is refused here. @default none */
  readonly pod?: Omit<NonNullable<WorkloadProps['pod']>, OwnPodField>;
  /** Any other field of the DaemonSet's spec. What a prop of its own says is refused here. @default none */
  readonly daemonSet?: Omit<DaemonSetFields, 'updateStrategy'>;
}

/** A file or folder of the node. */
export interface HostPath {
  /** Where it is on the node. */
  readonly path: string;
  /** Where the container sees it. @default the same path */
  readonly mountPath?: string;
  /** Whether the container may change it. Emitted as `readOnly: false`. @default false */
  readonly writable?: boolean;
  /** What must be there before the pod starts, such as `Directory` or `Socket`. @default it is not looked at */
  readonly type?: string;
}

type OwnPodField = (typeof ownPodFields)[number];

const ownPodFields = ['tolerations', 'priorityClassName', 'hostNetwork'] as const;

const { 'topologySpread?': _, ...agentShapes } = workloadShapes;
const propsShape = fieldsOf<NodeAgentProps>({
  ...agentShapes,
  'ports?': listOf(portShape),
  'hostPaths?': mapOf(fieldsOf<HostPath>({ path: text, 'mountPath?': text, 'writable?': flag, 'type?': text })),
  'everywhere?': flag,
  'tolerations?': listOf(kubernetesFields),
  'updateStrategy?': kubernetesFields,
  'priorityClassName?': text,
  'hostNetwork?': flag,
  'daemonSet?': kubernetesFields,
});

/** One pod on each node, such as an agent that collects logs: a DaemonSet with its ServiceAccount, no Service. */
export class NodeAgent extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: NodeAgentProps) {
    super(scope, placedId('NodeAgent', scope, id));
    assertProps(this, 'NodeAgent', propsShape, props);
    const { name = id, ports = [], daemonSet, updateStrategy } = props;
    assertSaidOnce(this, props);
    this.workload = declarePods(this, {
      name,
      props: { ...props, ...hostVolumes(props), pod: podOf(props) },
      component: 'node-agent',
      controller: {
        kind: 'DaemonSet',
        daemonSet: { ...daemonSet, ...(updateStrategy === undefined ? {} : { updateStrategy }) },
      },
      ports,
    });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** Says how a mesh treats its pods: whether they are part of it, proxy resources. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    this.workload.mesh(policy, options);
    return this;
  }
}

function assertSaidOnce(
  agent: NodeAgent,
  { everywhere = false, tolerations, pod = {}, daemonSet = {} }: NodeAgentProps,
): void {
  if (everywhere && tolerations !== undefined)
    rejectProps(agent, 'NodeAgent', {
      path: 'tolerations',
      message: 'Forbidden: everywhere tolerates every taint',
      fix: 'leave one of them out',
    });
  const twice = ownPodFields.find((field) => field in pod);
  if (twice !== undefined) rejectProps(agent, 'NodeAgent', hasPropOfItsOwn(`pod.${twice}`, twice));
  if ('updateStrategy' in daemonSet)
    rejectProps(agent, 'NodeAgent', hasPropOfItsOwn('daemonSet.updateStrategy', 'updateStrategy'));
}

function hasPropOfItsOwn(path: string, prop: string): ShapeProblem {
  return { path, message: `Forbidden: it has a prop of its own`, fix: `use the prop ${prop}` };
}

function podOf({
  everywhere = false,
  tolerations,
  priorityClassName,
  hostNetwork = false,
  pod,
}: NodeAgentProps): NonNullable<WorkloadProps['pod']> {
  const tolerated = everywhere ? [{ operator: 'Exists' }] : tolerations;
  return {
    ...(hostNetwork ? { hostNetwork, dnsPolicy: 'ClusterFirstWithHostNet' } : {}),
    ...pod,
    ...(tolerated === undefined ? {} : { tolerations: tolerated }),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
  };
}

function hostVolumes({ hostPaths = {}, volumes = [], container }: NodeAgentProps): Partial<WorkloadProps> {
  const entries = Object.entries(hostPaths);
  if (entries.length === 0) return {};
  return {
    volumes: [
      ...entries.map(([name, { path, type }]) => ({
        name,
        hostPath: { path, ...(type === undefined ? {} : { type }) },
      })),
      ...volumes,
    ],
    container: {
      ...container,
      volumeMounts: [
        ...entries.map(([name, { path, mountPath = path, writable = false }]) => ({
          name,
          mountPath,
          readOnly: !writable,
        })),
        ...(container?.volumeMounts ?? []),
      ],
    },
  };
}
