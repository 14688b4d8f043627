import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { allMeshRecords } from '../../products/mesh-records';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import { isInjected } from './injection';

/** A Job in the mesh has a proxy that ends with it. */
export const requireMeshNativeSidecar: Check = {
  id: 'require-mesh-native-sidecar',
  severity: 'warning',
  profile: 'baseline',
  why: 'A proxy that is an ordinary container never exits, so that the Job never completes and the next run of a CronJob may never start.',
  assumptions: ['the container does not tell the proxy to quit'],
  kinds: ['batch/CronJob', 'batch/Job', 'keda.sh/ScaledJob'],
  run: function* (object, { manifests, cluster }) {
    const pod = podTemplateOf(object);
    if (
      pod === undefined ||
      cluster.mesh === undefined ||
      cluster.mesh.nativeSidecars === true ||
      !isInjected(pod, manifests, cluster.mesh)
    )
      return;
    const metadata = Field.at(pod.metadataPath, pod.metadata);
    const own = allMeshRecords.map(({ proxy }) => proxy.nativeSidecar);
    if (own.some((name) => metadata.at('annotations').entry(name).text === 'true')) return;
    yield forbidden(
      metadata,
      'the proxy of the mesh outlives the Job',
      'turn native sidecars on, or leave the Job out of the mesh',
    );
  },
};
