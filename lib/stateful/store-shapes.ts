import {
  countOrPercent,
  duration,
  fields,
  fieldsOf,
  kubernetesFields,
  listOf,
  mapWith,
  mustBe,
  nonEmpty,
  oneOf,
  size,
  text,
  variantsOf,
  wholeNumberFrom,
  type FieldShapes,
  type Shape,
} from '../fleet/shape';
import { dnsLabel } from '../fleet/name-rules';
import { portShape } from '../model/port-shape';
import { serviceShape, workloadShapes } from '../workload/workload-shapes';
import { podServicesShape } from './pod-services';
import type { StoreOptions } from './store-props';
import type { ManagedVolumeClaim } from './volume-claim';

const claimShape = fieldsOf<ManagedVolumeClaim>({
  size,
  mountPath: text,
  'subPath?': text,
  'storageClassName?': text,
  'accessMode?': oneOf('ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany'),
  'volumeAttributesClassName?': text,
  'templateSize?': size,
  'snapshot?': (value, path) =>
    typeof value === 'function'
      ? undefined
      : mustBe(path, value, 'a function', 'write (ordinal) => `data-old-${ordinal}-20270131`'),
});
const retention = oneOf('Retain', 'Delete');

/** A shape for each prop that all patterns have: one that is added to them stops the build here. */
export const storeShapes: FieldShapes<StoreOptions> & FieldShapes<ClaimProps> = {
  ...workloadShapes,
  ports: nonEmpty(portShape, 'the port that clients use'),
  'peerPorts?': listOf(portShape),
  'fsGroup?': wholeNumberFrom(0),
  'service?': serviceShape,
  'peerServiceName?': dnsLabel,
  'podServices?': podServicesShape,
  'preStop?': listOf(text),
  'minReady?': duration,
  'updateStrategy?': variantsOf('type', {
    RollingUpdate: fields({ type: text, 'partition?': wholeNumberFrom(0), 'maxUnavailable?': countOrPercent }),
    OnDelete: fields({ type: text }),
  }),
  'firstOrdinal?': wholeNumberFrom(0),
  'persistentVolumeClaimRetentionPolicy?': fields({ 'whenDeleted?': retention, 'whenScaled?': retention }),
  'statefulSet?': kubernetesFields,
  'volumeClaimTemplates?': mapWith(dnsLabel, claimShape),
  'claims?': oneOf('templates', 'managed'),
};

/** What props say of the claims, whoever makes them. */
interface ClaimProps {
  readonly volumeClaimTemplates?: unknown;
  readonly claims?: unknown;
}

/** A prop that a pattern does not have, though others do. */
export function forbidden(why: string, fix: string): Shape {
  return (_, path) => ({ path, message: `Forbidden: ${why}`, fix });
}
