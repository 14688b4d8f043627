import { Duration } from 'cdk8s';
import { countOrPercent, duration, fieldsOf, type Shape } from '../../fleet/shape';

/** When machines count as broken and are replaced. */
export interface HealthCheckOptions {
  /**
   * How long the Node of a machine may be not ready, or unknown, before the machine is replaced. Emitted as
   * `checks.unhealthyNodeConditions`.
   *
   * @default Duration.minutes(5)
   */
  readonly unhealthyAfter?: Duration;
  /**
   * How long a machine may take to become a Node: at least 30 seconds, or 0 for as long as it likes. Emitted as
   * `checks.nodeStartupTimeoutSeconds`.
   *
   * @default Duration.minutes(10), the default of Cluster API
   */
  readonly startupTimeout?: Duration;
  /**
   * How many of the machines, or what share of them, may be broken at the same time for one to be replaced: where more are,
   * the network is more likely to be at fault, and nothing is replaced. A share is rounded down. Emitted as
   * `remediation.triggerIf.unhealthyLessThanOrEqualTo`.
   *
   * @default '50%', so that a pool with one machine is left to people
   */
  readonly replacedWhileUnhealthy?: number | string;
}

/** How many machines of one pool are replaced at the same time, too. */
export interface WorkerHealthCheckOptions extends HealthCheckOptions {
  /** How many machines of a pool are replaced at the same time. Emitted as `remediation.maxInFlight`. @default 1 */
  readonly maxInFlight?: number | string;
}

/** What the webhook refuses: less than 30 seconds, but for none. */
const startupTimeout: Shape = (value, path) => {
  const problem = duration(value, path);
  if (problem !== undefined || !(value instanceof Duration)) return problem;
  const seconds = value.toSeconds({ integral: false });
  if (seconds === 0 || seconds >= 30) return undefined;
  return { path, message: 'Invalid value: must be at least 30 seconds', fix: 'write Duration.minutes(10)' };
};

/** How the health check of a control plane is checked. */
export const healthCheckShape = fieldsOf<HealthCheckOptions>({
  'unhealthyAfter?': duration,
  'startupTimeout?': startupTimeout,
  'replacedWhileUnhealthy?': countOrPercent,
});

/** How the health check of other machines is checked. */
export const workerHealthCheckShape = fieldsOf<WorkerHealthCheckOptions>({
  'unhealthyAfter?': duration,
  'startupTimeout?': startupTimeout,
  'replacedWhileUnhealthy?': countOrPercent,
  'maxInFlight?': countOrPercent,
});

/** The health check of a control plane, whose machines its own controller replaces one at a time. */
export function emitHealthCheck(options: HealthCheckOptions) {
  const { unhealthyAfter = Duration.minutes(5), startupTimeout = Duration.minutes(10) } = options;
  const timeoutSeconds = unhealthyAfter.toSeconds();
  return {
    checks: {
      nodeStartupTimeoutSeconds: startupTimeout.toSeconds(),
      unhealthyNodeConditions: ['Unknown', 'False'].map((status) => ({ type: 'Ready', status, timeoutSeconds })),
    },
    remediation: { triggerIf: { unhealthyLessThanOrEqualTo: options.replacedWhileUnhealthy ?? '50%' } },
  };
}

/** The health check of other machines. */
export function emitWorkerHealthCheck({ maxInFlight = 1, ...options }: WorkerHealthCheckOptions) {
  const { checks, remediation } = emitHealthCheck(options);
  return { checks, remediation: { maxInFlight, ...remediation } };
}
