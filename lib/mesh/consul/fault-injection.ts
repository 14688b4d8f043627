import type { ServiceDefaultsSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { FaultInjection } from '../../model/traffic-policy';

type Extension = NonNullable<Plain<ServiceDefaultsSpec>['envoyExtensions']>[number];

/** Failures put in on purpose by the proxies of the service itself. Part of Consul Enterprise. */
export function emitFault({ delay, abort }: FaultInjection): Extension {
  return {
    name: 'builtin/fault-injection',
    arguments: {
      Config: {
        ...(delay === undefined
          ? {}
          : { Delay: { Duration: delay.duration.toMilliseconds(), Percentage: delay.percent } }),
        ...(abort === undefined ? {} : { Abort: { HttpStatus: abort.httpStatus, Percentage: abort.percent } }),
      },
    },
  };
}
