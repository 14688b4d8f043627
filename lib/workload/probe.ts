import type { Duration } from 'cdk8s';
import type { ShapeProblem } from '../fleet/shape';
import type { PortModel } from '../model/port-model';
import type { ProbeModel } from '../model/workload-model';
import type { ContainerFields } from './container-fields';
import { namedPort, unknownPort } from './named-port';

/** How the kubelet finds out whether a container is well: one handler, and how often and how patiently. */
export type Probe = ProbeHandler & ProbeTiming;

/** What the kubelet does to find out: exactly one of a request, a gRPC health check, a connection, a command. */
export type ProbeHandler =
  /** Succeeds on a status from 200 to 399. `port` is the name or number of a port; the first of the workload when left out. */
  | {
      readonly httpGet: {
        readonly path: string;
        readonly port?: number | string;
        readonly scheme?: 'HTTP' | 'HTTPS';
        readonly headers?: Readonly<Record<string, string>>;
      };
    }
  /** Succeeds when the gRPC health service answers SERVING. */
  | { readonly grpc: { readonly port?: number | string; readonly service?: string } }
  /** Succeeds when the port accepts a connection. */
  | { readonly tcpSocket: { readonly port?: number | string } }
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

/** A probe as its container carries it, and as the network sees it. */
export interface ResolvedProbe {
  readonly fields: ProbeFields;
  /** Left out for a command. */
  readonly model?: ProbeModel;
}

/** The probes of a main container, by what they find out. */
export type ResolvedProbes = Readonly<Partial<Record<'readiness' | 'liveness' | 'startup', ResolvedProbe>>>;

/**
 * A probe with its port as a number: that of the port which it names, or the first port of the workload where it names none.
 *
 * @param refuse says what is wrong with the port; the path is from the probe on
 */
export function resolveProbe(
  probe: Probe,
  ports: readonly PortModel[],
  refuse: (problem: ShapeProblem) => never,
): ResolvedProbe {
  const { initialDelay, period, timeout, failureThreshold, successThreshold } = probe;
  const { handler, model } = resolveHandler(probe, (path, port) => numberOf(path, port, ports, refuse));
  return {
    fields: {
      ...handler,
      ...(initialDelay === undefined ? {} : { initialDelaySeconds: initialDelay.toSeconds() }),
      ...(period === undefined ? {} : { periodSeconds: period.toSeconds() }),
      ...(timeout === undefined ? {} : { timeoutSeconds: timeout.toSeconds() }),
      ...(failureThreshold === undefined ? {} : { failureThreshold }),
      ...(successThreshold === undefined ? {} : { successThreshold }),
    },
    ...(model === undefined ? {} : { model }),
  };
}

function resolveHandler(
  probe: ProbeHandler,
  numberAt: (path: string, port: string | number | undefined) => number,
): { readonly handler: ProbeFields; readonly model?: ProbeModel } {
  if ('exec' in probe) return { handler: { exec: { command: probe.exec.command } } };
  if ('grpc' in probe) {
    const { service } = probe.grpc;
    const port = numberAt('grpc.port', probe.grpc.port);
    return {
      handler: { grpc: { port, ...(service === undefined ? {} : { service }) } },
      model: { handler: 'grpc', port },
    };
  }
  if ('tcpSocket' in probe) {
    const port = numberAt('tcpSocket.port', probe.tcpSocket.port);
    return { handler: { tcpSocket: { port } }, model: { handler: 'tcpSocket', port } };
  }
  const { path, scheme, headers } = probe.httpGet;
  const port = numberAt('httpGet.port', probe.httpGet.port);
  return {
    handler: {
      httpGet: {
        path,
        port,
        ...(scheme === undefined ? {} : { scheme }),
        ...(headers === undefined
          ? {}
          : { httpHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })) }),
      },
    },
    model: { handler: 'httpGet', port, path },
  };
}

function numberOf(
  path: string,
  port: string | number | undefined,
  ports: readonly PortModel[],
  refuse: (problem: ShapeProblem) => never,
): number {
  if (typeof port === 'number') return port;
  if (port !== undefined) return namedPort(port, ports) ?? refuse(unknownPort(path, port, ports));
  return (
    ports[0]?.containerPort ??
    refuse({
      path,
      message: 'Required value: the workload declares no port that could stand in',
      fix: 'name the port, or declare the ports of the workload',
    })
  );
}
