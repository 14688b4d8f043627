import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Cluster } from '../fleet/cluster';
import type { Labels } from '../manifest/objects/label-selector';
import type { Manifest } from '../manifest/objects/manifest';
import { located } from '../model/located';
import type { PortModel } from '../model/port-model';
import { blueprints } from './blueprint';
import { chartContextOf } from '../chart/chart-context';
import { emitPodDisruptionBudget } from './pod-disruption-budget';
import { emitPodTemplate } from './pod-template';
import { describeWorkload } from './describe-workload';
import { emitService, type ServiceOptions } from './service';
import { emitServiceAccount } from './service-account';
import { Workload } from './workload';
import type { LongRunningProps } from './workload-props';

export interface DeployOptions {
  readonly name: string;
  readonly props: LongRunningProps;
  readonly component: string;
  /** The Service in front of the pods; left out for pods that serve nobody. */
  readonly service?: ServiceOptions;
  readonly drain?: Duration;
}

/** Declares pods that run without end: a Deployment, its ServiceAccount and disruption budget, and a Service if asked for. */
export function deploy(scope: Construct, { name, props, component, service, drain }: DeployOptions): Workload {
  const cluster = Cluster.of(scope);
  const context = chartContextOf(scope);
  const ports = (props.ports ?? []).map((port) => (service === undefined ? withoutService(port) : port));
  const serviceName = service?.name ?? name;
  const workload = new Workload(scope, {
    ...describeWorkload(name, context, props, ports, { group: 'apps', kind: 'Deployment' }),
    ...(service === undefined ? {} : { service: { name: serviceName, headless: service.spec?.clusterIP === 'None' } }),
  });
  blueprints.record(scope, {
    *emit() {
      const { selectorLabels, serviceAccountName } = workload;
      const labels = { 'app.kubernetes.io/component': component, ...props.labels };
      const replicas = props.replicas ?? (cluster.environment.tier === 'production' ? 2 : 1);
      const template = emitPodTemplate({
        name,
        cluster,
        props,
        ports,
        selectorLabels,
        serviceAccountName,
        spread: true,
        ...(drain === undefined ? {} : { drain }),
      });
      const manifests = [
        emitDeployment(
          { ...context.metadata(name, { labels, ...annotationsOf(props) }) },
          props,
          replicas,
          selectorLabels,
          template,
        ),
        emitServiceAccount(serviceAccountName, context, labels, props.serviceAccount),
        service === undefined
          ? undefined
          : emitService({
              name: serviceName,
              context,
              labels,
              selectorLabels,
              ports,
              mesh: cluster.mesh,
              options: service,
            }),
        emitPodDisruptionBudget({ name, context, labels, selectorLabels, replicas, budget: props.disruptionBudget }),
      ];
      for (const manifest of manifests) yield* located(manifest, workload);
    },
  });
  return workload;
}

function emitDeployment(
  metadata: Manifest['metadata'],
  { rollingUpdate, deployment }: LongRunningProps,
  replicas: number,
  selectorLabels: Labels,
  template: ReturnType<typeof emitPodTemplate>,
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0, ...rollingUpdate } },
      ...deployment,
      selector: { matchLabels: selectorLabels },
      template,
    },
  };
}

function annotationsOf({ annotations }: LongRunningProps) {
  return annotations === undefined ? {} : { annotations };
}

function withoutService({ servicePort: _, ...port }: PortModel): PortModel {
  return port;
}
