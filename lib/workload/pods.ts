import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { chartContextOf, type ChartContext } from '../chart/chart-context';
import { rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import type { ShapeProblem } from '../fleet/shape';
import type { PortModel } from '../model/port-model';
import { assertDrainFits } from './assert-drain-fits';
import { blueprints } from './blueprint';
import type { ControllerDeclaration } from './controllers';
import { describeWorkload } from './describe-workload';
import { emitPods } from './emit-pods';
import { resolveProbe, type Probe, type ResolvedProbes } from './probe';
import { resolvePods } from './resolve-pods';
import type { ServiceOptions } from './service';
import { Workload } from './workload';
import type { AffinityFields, PodSecurityContextFields } from './pod-fields';
import type { LongRunningProps, TopologySpreadConstraint, WorkloadProps } from './workload-props';

/** Pods as a blueprint declares them. */
export interface PodsOptions {
  /** Name of the workload and of its objects. */
  readonly name: string;
  readonly props: WorkloadProps;
  /** What the blueprint is, for `app.kubernetes.io/component`. */
  readonly component: string;
  /** What makes the pods. */
  readonly controller: ControllerDeclaration;
  /** Ports that the pods listen on. @default none */
  readonly ports?: readonly PortModel[];
  /** The Service in front of the pods; left out for pods that serve nobody. */
  readonly service?: ServiceOptions;
  /** Name of the headless Service that gives each pod a name of its own; the blueprint makes it. @default none */
  readonly peerService?: string;
  /** Fields of the pod that hold where neither the user nor another room says anything. @default the production defaults */
  readonly podDefaults?: PodDefaults;
  /** How long a pod goes on serving after it was told to end, and whether a user said so; left out for pods that serve nobody. */
  readonly drain?: { readonly period: Duration; readonly declared: boolean };
  /** Whether a failed container is restarted in its pod. @default the kind's default */
  readonly restartPolicy?: 'OnFailure' | 'Never';
  /** @default maxUnavailable 1 where there are two or more replicas; none where the number is not the tree's to say */
  readonly disruptionBudget?: LongRunningProps['disruptionBudget'] | undefined;
  /** How the pods are scaled. @default their number stays as it is */
  readonly scaling?: LongRunningProps['scaling'] | undefined;
}

/** Fields of a pod that a kind of workload has of its own accord: claimed by nobody. */
export interface PodDefaults {
  readonly affinity?: AffinityFields;
  readonly topologySpread?: readonly Omit<TopologySpreadConstraint, 'labelSelector'>[];
  readonly securityContext?: PodSecurityContextFields;
}

/** What was declared of some pods, with where they were declared. */
export interface PodsDeclaration extends PodsOptions {
  readonly workload: Workload;
  readonly cluster: Cluster;
  readonly context: ChartContext;
  readonly ports: readonly PortModel[];
  readonly probes: ResolvedProbes;
}

/** Declares pods, with what stands beside them. A blueprint is a construct that calls this, with the controller of its kind. */
export function declarePods(scope: Construct, options: PodsOptions): Workload {
  const { name, props, controller, ports = [], service } = options;
  const context = chartContextOf(scope);
  const shown = service === undefined ? ports.map(withoutService) : ports;
  const group = groupOf(controller.kind);
  const { affinity, topologySpread } = options.podDefaults ?? {};
  const refuse = (problem: ShapeProblem): never => rejectProps(scope, blueprintOf(options), problem);
  const probes = resolveProbes(props, shown, refuse);
  const workload = new Workload(scope, {
    ...describeWorkload(
      { name, context, props, ports: shown, probes, controller: { group, kind: controller.kind } },
      refuse,
    ),
    ...(service === undefined
      ? {}
      : { service: { name: service.name ?? name, headless: service.spec?.clusterIP === 'None' } }),
    placementDefaults: {
      ...(affinity === undefined ? {} : { affinity }),
      ...(topologySpread === undefined ? {} : { topologySpread }),
    },
    ...(options.peerService === undefined ? {} : { peerService: { name: options.peerService, headless: true } }),
  });
  if (options.scaling !== undefined) workload.scale(options.scaling);
  if (props.placement !== undefined) workload.placement.set(props.placement);
  assertDrainFits(options.drain?.period, workload.terminationGracePeriod, refuse);
  const declaration = { ...options, workload, context, cluster: Cluster.of(scope), ports: shown, probes };
  blueprints.record(scope, {
    resolve: (model) => {
      const pods = resolvePods(declaration, model);
      return { pods, emit: () => emitPods(pods) };
    },
  });
  return workload;
}

function groupOf(kind: ControllerDeclaration['kind']): string {
  if (kind === 'ScaledJob') return 'keda.sh';
  if (kind === 'Rollout') return 'argoproj.io';
  return kind === 'Job' || kind === 'CronJob' ? 'batch' : 'apps';
}

/** The name of the class: `web-service` is what a `WebService` says of itself. */
function blueprintOf({ component }: PodsOptions): string {
  return component.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function resolveProbes(
  { probes: { readiness, liveness, startup } = {} }: WorkloadProps,
  ports: readonly PortModel[],
  refuse: (problem: ShapeProblem) => never,
): ResolvedProbes {
  const resolved = (name: keyof ResolvedProbes, probe: Probe | undefined): ResolvedProbes =>
    probe === undefined
      ? {}
      : {
          [name]: resolveProbe(probe, ports, (problem) =>
            refuse({ ...problem, path: `probes.${name}.${problem.path}` }),
          ),
        };
  return { ...resolved('readiness', readiness), ...resolved('liveness', liveness), ...resolved('startup', startup) };
}

function withoutService({ servicePort: _, ...port }: PortModel): PortModel {
  return port;
}
