import {
  anything,
  countOrPercent,
  duration,
  exactlyOneOf,
  fields,
  fieldsOf,
  flag,
  kubernetesFields,
  listOf,
  mapOf,
  mapWith,
  mustBe,
  nameOrNumber,
  oneOf,
  text,
  size,
  textMap,
  valueOr,
  wholeNumberFrom,
  type FieldShapes,
  type Shape,
} from '../fleet/shape';
import { placementShape } from '../model/placement-shape';
import { portShape } from '../model/port-shape';
import { scalingShape } from '../model/scaling-shape';
import type { RollingUpdate } from './controllers';
import type { JobProps } from './job-props';
import type { ProbeTiming } from './probe';
import type { ServiceOptions } from './service';
import type { LongRunningProps, ServiceAccountOptions, WorkloadProps } from './workload-props';

const probeFields = fieldsOf<ProbeTiming & { httpGet?: unknown; grpc?: unknown; tcpSocket?: unknown; exec?: unknown }>({
  'httpGet?': fields({ path: text, 'port?': nameOrNumber, 'scheme?': oneOf('HTTP', 'HTTPS'), 'headers?': textMap }),
  'grpc?': fields({ 'port?': nameOrNumber, 'service?': text }),
  'tcpSocket?': fields({ 'port?': nameOrNumber }),
  'exec?': fields({ command: listOf(text) }),
  'initialDelay?': duration,
  'period?': duration,
  'timeout?': duration,
  'failureThreshold?': wholeNumberFrom(1),
  'successThreshold?': wholeNumberFrom(1),
});
const probe = exactlyOneOf(['httpGet', 'grpc', 'tcpSocket', 'exec'], probeFields);

const configUse: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'mount' in value && 'asEnvironment' in value
    ? mustBe(
        path,
        value,
        'what is done with the Config or Secret',
        "write config.mount('/etc/…') or config.asEnvironment()",
      )
    : fields({
        'volume?': kubernetesFields,
        'mount?': kubernetesFields,
        'envFrom?': kubernetesFields,
        'checksum?': anything,
      })(value, path);

const envValue: Shape = (value, path) =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    ? undefined
    : kubernetesFields(value, path);

const absolutePath: Shape = (value, path) =>
  typeof value === 'string' && value.startsWith('/') && value.length > 1
    ? undefined
    : mustBe(path, value, 'a folder, such as /tmp');

/** A shape for each prop that all blueprints have. */
export const workloadShapes: FieldShapes<WorkloadProps> = {
  'name?': text,
  image: text,
  'containerName?': text,
  'command?': listOf(text),
  'args?': listOf(text),
  'env?': mapOf(envValue),
  'config?': listOf(configUse),
  'resources?': kubernetesFields,
  'probes?': fieldsOf<NonNullable<WorkloadProps['probes']>>({
    'readiness?': probe,
    'liveness?': probe,
    'startup?': probe,
  }),
  'metrics?': fieldsOf<NonNullable<WorkloadProps['metrics']>>({ port: nameOrNumber, 'path?': text }),
  'initContainers?': listOf(kubernetesFields),
  'sidecars?': listOf(kubernetesFields),
  'scratch?': mapWith(absolutePath, size),
  'volumes?': listOf(kubernetesFields),
  'securityContext?': kubernetesFields,
  'podSecurityContext?': kubernetesFields,
  'serviceAccount?': fieldsOf<ServiceAccountOptions>({
    'name?': text,
    'create?': flag,
    'annotations?': textMap,
    'automountToken?': flag,
  }),
  'terminationGracePeriod?': duration,
  'topologySpread?': listOf(kubernetesFields),
  'labels?': textMap,
  'annotations?': textMap,
  'podLabels?': textMap,
  'podAnnotations?': textMap,
  'selectorLabels?': textMap,
  'container?': kubernetesFields,
  'pod?': kubernetesFields,
  'placement?': placementShape,
};

/** A shape for each prop of pods that serve or work without end. */
export const longRunningShapes: FieldShapes<LongRunningProps> = {
  ...workloadShapes,
  'ports?': listOf(portShape),
  'replicas?': wholeNumberFrom(0),
  'rollingUpdate?': fieldsOf<RollingUpdate>({ 'maxSurge?': countOrPercent, 'maxUnavailable?': countOrPercent }),
  'disruptionBudget?': valueOr(
    false,
    exactlyOneOf(
      ['maxUnavailable', 'minAvailable'],
      fields({ 'maxUnavailable?': countOrPercent, 'minAvailable?': countOrPercent }),
    ),
  ),
  'deployment?': kubernetesFields,
  'scaling?': scalingShape,
};

/** A shape for each prop that jobs have, run once or on a schedule. */
export const jobShapes: FieldShapes<JobProps> = {
  ...workloadShapes,
  'backoffLimit?': wholeNumberFrom(0),
  'activeDeadline?': duration,
  'restartPolicy?': oneOf('OnFailure', 'Never'),
  'job?': kubernetesFields,
};

/** The Service in front of pods. */
export const serviceShape = fieldsOf<ServiceOptions>({
  'name?': text,
  'annotations?': textMap,
  'spec?': kubernetesFields,
});
