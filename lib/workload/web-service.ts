import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { duration, fieldsOf } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Connections } from '../model/connections';
import type { ExposeOptions } from '../model/exposure';
import type { MeshOptions, MeshPolicy } from '../model/mesh-policy';
import type { Traffic } from '../model/traffic';
import type { HasWorkload } from '../model/workload-model';
import { rolloutShape } from '../model/rollout-shape';
import { rolloutIntents, type CanaryRollout } from '../model/rollout';
import { deploymentOf, rolloutOf } from './controllers';
import { declarePods } from './pods';
import type { PortModel } from '../model/port-model';
import { portShape } from '../model/port-shape';
import type { ServiceOptions } from './service';
import type { Workload } from './workload';
import type { LongRunningProps } from './workload-props';
import { longRunningShapes, serviceShape } from './workload-shapes';

/** What a WebService is made of: pods, and the port or ports that they serve on. */
export type WebServiceProps = WebServiceOptions & (OnePort | SeveralPorts);

/** It serves on one port; further ones are not the first, which stands in where a port is not named. */
interface OnePort {
  /** The port that it serves on. */
  readonly port: PortModel;
  /** Further ports that it serves on. @default none */
  readonly ports?: readonly PortModel[];
}

interface SeveralPorts {
  readonly port?: never;
  /** The ports that it serves on, at least one. The first stands in where a port is not named. */
  readonly ports: readonly PortModel[];
}

/** What a WebService has besides its ports. */
export interface WebServiceOptions extends Omit<LongRunningProps, 'ports'> {
  /** The Service in front of the pods. @default type ClusterIP, named after the workload */
  readonly service?: ServiceOptions;
  /**
   * How long a pod goes on serving after it was told to end, so that load balancers and proxies can learn of it.
   * Emitted as a `preStop` sleep, on clusters from Kubernetes 1.30. `Duration.seconds(0)` for none.
   *
   * @default Duration.seconds(5)
   */
  readonly drain?: Duration;
  /**
   * How a new version takes over, a share of the requests at a time. Becomes a Rollout in place of the Deployment, on clusters that
   * say `delivery: argoRollouts(…)`; elsewhere it is an error.
   *
   * @default the Deployment replaces its pods one after the other, as soon as new ones are ready
   */
  readonly rollout?: CanaryRollout;
}

const propsShape = fieldsOf<WebServiceOptions & { port?: PortModel; ports?: readonly PortModel[] }>({
  ...longRunningShapes,
  'port?': portShape,
  'service?': serviceShape,
  'drain?': duration,
  'rollout?': rolloutShape,
});

/** Pods that serve requests: a Deployment with its Service, ServiceAccount and disruption budget. */
export class WebService extends Construct implements HasWorkload {
  /** What other constructs refer to: its pods, ports and identity. */
  readonly workload: Workload;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    super(scope, placedId('WebService', scope, id));
    assertProps(this, 'WebService', propsShape, props);
    const { port, service = {}, drain = Duration.seconds(5), rollout, ...rest } = props;
    const ports = [...(port === undefined ? [] : [port]), ...(props.ports ?? [])];
    const name = props.name ?? id;
    if (ports.length === 0)
      rejectProps(this, 'WebService', {
        path: 'port',
        message: 'Required value: a WebService listens somewhere',
        fix: 'write port: Port.http(8080); use a Worker for pods that listen nowhere',
      });
    if (rollout !== undefined && rest.deployment?.strategy !== undefined)
      rejectProps(this, 'WebService', {
        path: 'deployment.strategy',
        message: 'Forbidden: rollout says how pods are replaced, and a Rollout has no such field',
        fix: 'leave it out; rollingUpdate says how many pods are added and taken away',
      });
    this.workload = declarePods(this, {
      name,
      props: rest,
      component: 'web-service',
      controller: rollout === undefined ? deploymentOf(rest) : rolloutOf(rest, rollout),
      ports,
      service,
      drain: { period: drain, declared: props.drain !== undefined },
      disruptionBudget: rest.disruptionBudget,
      scaling: rest.scaling,
    });
    if (rollout !== undefined)
      rolloutIntents.record(this, { workload: this.workload, rollout, origin: this.node.path });
  }

  /** Who it may talk to, and who may talk to it. */
  get connections(): Connections {
    return this.workload.connections;
  }

  /** Makes it reachable from outside, and opens exactly the path from that ingress controller or gateway. */
  expose(options: ExposeOptions): this {
    this.workload.expose(options);
    return this;
  }

  /** Says how a mesh treats its pods: encryption, proxy resources, export to other clusters. */
  mesh(policy: MeshPolicy, options?: MeshOptions): this {
    this.workload.mesh(policy, options);
    return this;
  }

  /** How a mesh treats requests to it. */
  get traffic(): Traffic {
    return this.workload.traffic;
  }
}
