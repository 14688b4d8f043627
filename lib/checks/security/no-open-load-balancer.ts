import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

/** Annotations by which cloud providers are told to keep a load balancer inside. */
const internal: ReadonlyMap<string, RegExp> = new Map([
  ['cloud.google.com/load-balancer-type', /^Internal$/i],
  ['networking.gke.io/load-balancer-type', /^Internal$/i],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /./],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
]);

/** A load balancer is internal, or takes traffic from certain addresses only. */
export const noOpenLoadBalancer: Check = {
  id: 'no-open-load-balancer',
  severity: 'info',
  profile: 'strict',
  why: 'The Pods answer the whole internet, past the TLS, the authentication and the rate limits of the ingress.',
  kinds: ['Service'],
  run: function* ({ manifest }) {
    const service = Field.root(manifest);
    const spec = service.at('spec');
    if (spec.at('type').text !== 'LoadBalancer' || spec.at('loadBalancerSourceRanges').items().length > 0) return;
    const annotations = service.at('metadata', 'annotations');
    if ([...internal].some(([key, value]) => value.test(annotations.at(key).text ?? ''))) return;
    yield {
      path: spec.at('loadBalancerSourceRanges').path,
      message: 'Required value: the load balancer takes traffic from everywhere',
      fix: 'name the address ranges, make it internal, or put it behind a Gateway',
    };
  },
};
