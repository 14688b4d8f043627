import type { GatewayApiFacts } from '../../fleet/facts/gateway-api';
import type { ClusterModel } from '../../model/cluster-model';
import type { RetryCondition, RetryPolicy } from '../../model/traffic-policy';
import type { TrafficModel } from '../mesh-model';
import { refuseField } from '../refuse-field';
import { gatewayApiAtLeast } from './at-least';
import { formatGatewayDuration } from './gateway-duration';
import { emitRouteRetry, unsupportedConditions } from './route-retry';
import type { Mirror, RouteDialect } from './service-routes';

/**
 * Timeouts, retries and mirroring as far as the cluster's Gateway API has fields for them; the rest is refused. For
 * products that have no other way to say them.
 *
 * @param fixedRetries what the product retries on for every route with retries, where that is not for the route to say
 */
export function resolveRouteDialect(
  traffic: TrafficModel,
  model: ClusterModel,
  backend: string,
  fixedRetries?: readonly RetryCondition[],
): RouteDialect {
  const { gatewayApi } = model.cluster;
  if (gatewayApi === undefined) return { backend };
  const context = { traffic, model, backend, gatewayApi, fixedRetries };
  const retry = resolveRetry(context);
  const timeouts = resolveTimeouts(context, retry);
  const mirror = resolveMirror(traffic);
  return {
    backend,
    ...(Object.keys(timeouts).length === 0 ? {} : { timeouts }),
    ...(retry === undefined ? {} : { retry: emitRouteRetry(retry) }),
    ...(mirror === undefined ? {} : { mirror }),
  };
}

interface Context {
  readonly traffic: TrafficModel;
  readonly model: ClusterModel;
  readonly backend: string;
  readonly gatewayApi: GatewayApiFacts;
  readonly fixedRetries: readonly RetryCondition[] | undefined;
}

function resolveRetry(context: Context): RetryPolicy | undefined {
  const { retries } = context.traffic.policy;
  if (retries === undefined) return undefined;
  if (retries === false || retries.attempts === 0) {
    return report(context, 'retries', {
      reason: 'a route says how often a request is sent again, at least once, and cannot say never',
      alternative: 'turn retries off in the installation, where it retries by itself, and leave "retries" out here',
    });
  }
  const { gatewayApi } = context;
  if (gatewayApi.channel !== 'experimental' || !gatewayApiAtLeast(gatewayApi, 2)) {
    return report(context, 'retries', {
      reason: `routes have the field "retry" in the experimental channel alone, from 1.2 on, and the cluster has ${gatewayApi.version} (${gatewayApi.channel}): the API server would drop it without a word`,
      alternative:
        "install the experimental definitions and say so: gatewayApi: { version, channel: 'experimental' }, or retry in the client",
    });
  }
  const { fixedRetries } = context;
  if (fixedRetries !== undefined)
    return isExactly(retries.on, fixedRetries) ? retries : refuseOther(context, fixedRetries);
  const unsupported = unsupportedConditions(retries);
  if (unsupported.length === 0) return retries;
  return report(context, 'retries.on', {
    reason: `a route names HTTP status codes and retries failed connections, and has no words for ${unsupported.join(', ')}`,
    alternative: 'retry on 5xx, gateway-error or connect-failure, or in the client',
  });
}

function isExactly(declared: readonly RetryCondition[], fixed: readonly RetryCondition[]): boolean {
  return declared.every((condition) => fixed.includes(condition)) && fixed.every((each) => declared.includes(each));
}

function refuseOther(context: Context, fixed: readonly RetryCondition[]): undefined {
  return report(context, 'retries.on', {
    reason: `it retries on ${fixed.join(', ')}: on all of these and nothing else, whatever a route says`,
    alternative: `declare what happens: on: [${fixed.map((condition) => `'${condition}'`).join(', ')}], or retry in the client`,
  });
}

function resolveTimeouts(context: Context, retry: RetryPolicy | undefined): NonNullable<RouteDialect['timeouts']> {
  const { timeout } = context.traffic.policy;
  const perTry = retry?.perTryTimeout;
  if (timeout === undefined && perTry === undefined) return {};
  const { gatewayApi } = context;
  if (gatewayApi.channel === 'standard' && !gatewayApiAtLeast(gatewayApi, 2)) {
    report(context, timeout === undefined ? 'retries.perTryTimeout' : 'timeout', {
      reason: `routes have "timeouts" from Gateway API 1.2 on, and the cluster has ${gatewayApi.version}`,
      alternative: 'install Gateway API 1.2 or newer, or time out in the client',
    });
    return {};
  }
  if (timeout !== undefined && perTry !== undefined && perTry.toMilliseconds() > timeout.toMilliseconds()) {
    report(context, 'retries.perTryTimeout', {
      reason: `one try (${formatGatewayDuration(perTry)}) may not take longer than all of them (${formatGatewayDuration(timeout)})`,
      alternative: 'make perTryTimeout shorter, or timeout longer',
    });
    return { request: formatGatewayDuration(timeout) };
  }
  return {
    ...(timeout === undefined ? {} : { request: formatGatewayDuration(timeout) }),
    ...(perTry === undefined ? {} : { backendRequest: formatGatewayDuration(perTry) }),
  };
}

/** A share that the cluster's version has no field for was refused before (see `expressible-routes.ts`). */
function resolveMirror({ mirror }: TrafficModel): Mirror | undefined {
  if (mirror === undefined) return undefined;
  const { service: to, percent } = mirror;
  // Left out, it is every request, and so it is in versions that do not have the field.
  if (percent === 100) return { to, share: {} };
  return {
    to,
    share: Number.isInteger(percent)
      ? { percent }
      : { fraction: { numerator: Math.round(percent * 10_000), denominator: 1_000_000 } },
  };
}

function report(
  { traffic, model, backend }: Context,
  field: string,
  why: { readonly reason: string; readonly alternative: string },
): undefined {
  refuseField(traffic, { field, ...why }, backend, model);
}
