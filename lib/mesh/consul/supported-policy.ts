import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { LoadBalancing, RateLimit, RetryPolicy } from '../../model/traffic-policy';
import type { TrafficModel } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { consulProtocol } from './consul-service';
import { consulFacts } from './facts';
import { supportedDetection, supportedLimits, type LimitHolders } from './supported-limits';
import type { RefuseField } from './supported-traffic';

type Policy = TrafficModel['policy'];

/** Every field of a traffic policy that Consul has a word for, taken apart to the last one. */
export function supportedPolicy(
  { policy, workload }: TrafficModel,
  holders: LimitHolders,
  cluster: ClusterFacts,
  refuseField: RefuseField,
): Policy {
  const {
    timeout,
    retries,
    circuitBreaker,
    outlierDetection,
    loadBalancing,
    localityFailover,
    fault,
    rateLimit,
    ...rest
  } = policy;
  nothingLeft(rest);
  const enterprise = (field: string, wanted: boolean, alternative: string): boolean => {
    if (!wanted || consulFacts(cluster).edition === 'enterprise') return wanted;
    refuseField(
      field,
      'it needs Consul Enterprise',
      `${alternative}, or say that the cluster runs it: consul({ edition: 'enterprise' })`,
    );
    return false;
  };
  const locality = enterprise(
    'localityFailover',
    localityFailover === true,
    "keep requests in their zone by the Service itself: service.spec.trafficDistribution: 'PreferClose' for clients outside the mesh",
  );
  const faults = enterprise('fault', fault !== undefined, 'inject faults in the workload itself');
  const limited = enterprise('rateLimit', rateLimit !== undefined, 'limit the load with circuitBreaker.maxRequests');
  const limits = supportedLimits(circuitBreaker, holders, refuseField);
  const detection = supportedDetection(outlierDetection, holders, refuseField);
  const balancing = supportedBalancing(loadBalancing, consulProtocol(workload), refuseField);
  const supportedRetries = supportedRetry(retries, refuseField);
  return {
    ...(timeout === undefined ? {} : { timeout }),
    ...(supportedRetries === undefined ? {} : { retries: supportedRetries }),
    ...(limits === undefined ? {} : { circuitBreaker: limits }),
    ...(detection === undefined ? {} : { outlierDetection: detection }),
    ...(balancing === undefined ? {} : { loadBalancing: balancing }),
    ...(locality ? { localityFailover: true } : {}),
    ...(faults && fault !== undefined ? { fault } : {}),
    ...(limited && rateLimit !== undefined ? { rateLimit: supportedRateLimit(rateLimit, refuseField) } : {}),
  };
}

function supportedRetry(retries: RetryPolicy | false | undefined, refuseField: RefuseField): Policy['retries'] {
  if (retries === undefined || retries === false) return retries;
  const { attempts, on, perTryTimeout, budget, ...rest } = retries;
  nothingLeft(rest);
  if (perTryTimeout !== undefined)
    refuseField(
      'retries.perTryTimeout',
      'its routers know one timeout for all tries together',
      'set timeout to what all tries may take together',
    );
  if (budget !== undefined)
    refuseField(
      'retries.budget',
      'its routers limit the retries of a request, not their share of all requests',
      'lower attempts, and limit the load with circuitBreaker.maxRequests',
    );
  return { attempts, on };
}

function supportedBalancing(
  loadBalancing: LoadBalancing | undefined,
  protocol: string,
  refuseField: RefuseField,
): LoadBalancing | undefined {
  if (loadBalancing?.policy !== 'consistent-hash' || protocol !== 'tcp') return loadBalancing;
  refuseField(
    'loadBalancing',
    'it hashes requests, and of a server of protocol tcp it knows connections alone',
    'share connections by least-request, round-robin or random',
  );
  return undefined;
}

function supportedRateLimit({ requestsPerSecond, perClient, ...rest }: RateLimit, refuseField: RefuseField): RateLimit {
  nothingLeft(rest);
  if (perClient !== undefined)
    refuseField(
      'rateLimit.perClient',
      'it counts the requests of all clients together',
      'leave perClient out, and limit each client with circuitBreaker.maxRequests',
    );
  return { requestsPerSecond };
}
