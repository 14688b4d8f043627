import type { IngressControllerFacts } from '../../fleet/network-facts';
import type { ClusterModel } from '../../model/cluster-model';
import { exposures, type ExposedWorkload } from '../../model/exposure';
import { gatewayProblem } from './gateway-problem';
import { isMetricsPort } from '../../model/metrics-port';
import type { PortModel } from '../../model/port-model';

/** How one workload is reached from outside: through which controller, at which port of which Service. */
export interface ExposureModel {
  readonly exposure: ExposedWorkload;
  readonly controller: IngressControllerFacts;
  readonly serviceName: string;
  readonly port: PortModel & { readonly servicePort: number };
}

/** Finds the controller and the port of every exposure; what cannot be exposed is reported. */
export function resolveExposures(model: ClusterModel): readonly ExposureModel[] {
  return exposures.in(model).flatMap((exposure) => resolveExposure(model, exposure) ?? []);
}

function resolveExposure(model: ClusterModel, exposure: ExposedWorkload): ExposureModel | undefined {
  const { workload } = exposure;
  const controllers = model.cluster.network.ingressControllers;
  const refuse = (path: string, message: string, fix: string): undefined =>
    void model.report({
      id: 'unsupported-exposure',
      severity: 'error',
      object: { apiVersion: 'v1', kind: 'Service', namespace: workload.namespace, name: workload.name },
      path,
      message,
      fix,
      origin: exposure.origin,
    });
  const known = controllers.map(({ className }) => `"${className}"`).join(', ') || 'none';
  const controller =
    exposure.className === undefined
      ? controllers[0]
      : controllers.find(({ className }) => className === exposure.className);
  if (controller === undefined)
    return refuse(
      'className',
      exposure.className === undefined
        ? `Required value: ${model.cluster.name} has no ingress classes`
        : `Not found: "${exposure.className}": the ingress classes of ${model.cluster.name} are: ${known}`,
      'declare the controller under network.ingressControllers of the cluster',
    );
  if (exposure.className === undefined && controllers.length > 1)
    return refuse(
      'className',
      `Required value: ${model.cluster.name} has several ingress classes: ${known}`,
      'say which one: expose({ className: … })',
    );
  const served = workload.ports.filter(hasServicePort);
  const port =
    exposure.port === undefined
      ? served.find((candidate) => !isMetricsPort(workload, candidate))
      : served.find(({ name }) => name === exposure.port);
  if (workload.service === undefined || port === undefined) {
    return refuse(
      'port',
      exposure.port === undefined
        ? `Required value: ${workload.name} has no Service that shows a port`
        : `Not found: "${exposure.port}": the Service ports of ${workload.name} are: ${served.map(({ name }) => `"${name}"`).join(', ') || 'none'}`,
      'expose a port that the workload’s Service shows',
    );
  }
  const problem = controller.api === 'Gateway' ? gatewayProblem(exposure, controller, port) : undefined;
  if (problem !== undefined) return refuse(problem.path, problem.message, problem.fix);
  return { exposure, controller, serviceName: workload.service.name, port };
}

function hasServicePort(port: PortModel): port is PortModel & { readonly servicePort: number } {
  return port.servicePort !== undefined;
}
