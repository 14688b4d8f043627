import type { Duration } from 'cdk8s';
import type { ContainerFields } from './container-fields';

/** How the kubelet finds out whether a container is well: one handler, and how often and how patiently. */
export type Probe = ProbeHandler & ProbeTiming;

/** What the kubelet does to find out: exactly one of a request, a gRPC health check, a connection, a command. */
export type ProbeHandler =
  /** Succeeds on a status from 200 to 399. `port` is the first port of the workload when left out. */
  | {
      readonly httpGet: {
        readonly path: string;
        readonly port?: number;
        readonly scheme?: 'HTTP' | 'HTTPS';
        readonly headers?: Readonly<Record<string, string>>;
      };
    }
  /** Succeeds when the gRPC health service answers SERVING. */
  | { readonly grpc: { readonly port?: number; readonly service?: string } }
  /** Succeeds when the port accepts a connection. */
  | { readonly tcpSocket: { readonly port?: number } }
  /** Succeeds when the command exits with 0. */
  | { readonly exec: { readonly command: readonly string[] } };

/** How often a container is probed, and after how many results it is believed. */
export interface ProbeTiming {
  /** Emitted as `initialDelaySeconds`. @default 0, the Kubernetes default */
  readonly initialDelay?: Duration;
  /** Emitted as `periodSeconds`. @default Duration.seconds(10), the Kubernetes default */
  readonly period?: Duration;
  /** Emitted as `timeoutSeconds`. @default Duration.seconds(1), the Kubernetes default */
  readonly timeout?: Duration;
  /** Failures in a row after which the container is not well. Emitted as `failureThreshold`. @default 3, the Kubernetes default */
  readonly failureThreshold?: number;
  /** Successes in a row after which it is well again; must be 1 for liveness and startup. Emitted as `successThreshold`. @default 1, the Kubernetes default */
  readonly successThreshold?: number;
}

type ProbeFields = NonNullable<ContainerFields['readinessProbe']>;

/** The probe as a container carries it. `defaultPort` stands in for a port that was left out; without either it throws. */
export function emitProbe(probe: Probe, defaultPort: number | undefined): ProbeFields {
  const { initialDelay, period, timeout, failureThreshold, successThreshold } = probe;
  return {
    ...emitHandler(probe, defaultPort),
    ...(initialDelay === undefined ? {} : { initialDelaySeconds: initialDelay.toSeconds() }),
    ...(period === undefined ? {} : { periodSeconds: period.toSeconds() }),
    ...(timeout === undefined ? {} : { timeoutSeconds: timeout.toSeconds() }),
    ...(failureThreshold === undefined ? {} : { failureThreshold }),
    ...(successThreshold === undefined ? {} : { successThreshold }),
  };
}

function emitHandler(probe: ProbeHandler, defaultPort: number | undefined): ProbeFields {
  if ('exec' in probe) return { exec: { command: probe.exec.command } };
  if ('grpc' in probe) {
    const { port, service } = probe.grpc;
    return { grpc: { port: requirePort(port, defaultPort), ...(service === undefined ? {} : { service }) } };
  }
  if ('tcpSocket' in probe) return { tcpSocket: { port: requirePort(probe.tcpSocket.port, defaultPort) } };
  const { path, port, scheme, headers } = probe.httpGet;
  return {
    httpGet: {
      path,
      port: requirePort(port, defaultPort),
      ...(scheme === undefined ? {} : { scheme }),
      ...(headers === undefined
        ? {}
        : { httpHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })) }),
    },
  };
}

/** The port that a probe reaches over the network; undefined for a command. */
export function probePort(probe: ProbeHandler, defaultPort: number | undefined): number | undefined {
  if ('exec' in probe) return undefined;
  if ('grpc' in probe) return probe.grpc.port ?? defaultPort;
  if ('tcpSocket' in probe) return probe.tcpSocket.port ?? defaultPort;
  return probe.httpGet.port ?? defaultPort;
}

function requirePort(port: number | undefined, defaultPort: number | undefined): number {
  const found = port ?? defaultPort;
  if (found === undefined)
    throw new Error('probe: port: Required value: the workload declares no port that could stand in');
  return found;
}
