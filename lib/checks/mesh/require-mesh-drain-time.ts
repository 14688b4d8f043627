import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { isInjected } from './injection';

const drainSeconds = 5;

/** A pod with a sidecar of Istio has time for its own shutdown and for the proxy's. */
export const requireMeshDrainTime: Check = {
  id: 'require-mesh-drain-time',
  severity: 'warning',
  profile: 'production',
  why: 'The proxy drains connections after the signal to stop. A grace period that is shorter cuts requests off with 503 at each rollout.',
  assumptions: [
    'terminationDrainDuration is 5s, the default, unless the annotation proxy.istio.io/config says otherwise',
  ],
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'],
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    if (pod === undefined || cluster.mesh?.product !== 'istio' || !isInjected(pod, manifests, cluster.mesh)) return;
    const config = Field.at(pod.metadataPath, pod.metadata).at('annotations').entry('proxy.istio.io/config').text ?? '';
    const drain = Number(/terminationDrainDuration["']?:\s*["']?(\d+(?:\.\d+)?)s/.exec(config)?.[1] ?? drainSeconds);
    const spec = Field.at(pod.specPath, pod.spec);
    const sleeps = containersOf(spec).map(
      ({ field }) => field.at('lifecycle', 'preStop', 'sleep', 'seconds').number ?? 0,
    );
    const needed = drain + Math.max(0, ...sleeps);
    const grace = spec.at('terminationGracePeriodSeconds');
    if ((grace.number ?? 30) < needed) {
      yield invalid(
        grace,
        `must be at least ${needed}: ${drain}s for the proxy to drain, after the preStop hook`,
        `set it to ${needed} or more`,
        grace.number ?? 30,
      );
    }
  },
};
