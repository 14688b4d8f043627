import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { placedId } from '../fleet/placed-id';
import { isPlainMap } from '../fleet/is-plain-map';
import { anything, fieldsOf, mapOf, text, workloadLike } from '../fleet/shape';
import { scalings, type HorizontalScaling, type Scaling, type ScaledWorkload } from '../model/scaling';
import { scalingShape } from '../model/scaling-shape';
import type { VerticalScaling } from '../model/vertical-scaling';
import type { HasWorkload } from '../model/workload-model';

/** What every autoscaler is said of. */
export interface AutoscalerProps {
  /** The workload that is scaled. */
  readonly target: HasWorkload;
  /** Name of the object. @default the construct's id */
  readonly name?: string;
}

/** What a HorizontalPodAutoscaler has: how a workload is scaled, without what only KEDA does. */
export type HorizontalPodAutoscalerProps = AutoscalerProps &
  Pick<HorizontalScaling, 'min' | 'max' | 'cpu' | 'memory' | 'metrics' | 'behavior'>;

/** What a ScaledObject has: how a workload is scaled, whether or not it needs KEDA. */
export type ScaledObjectProps = AutoscalerProps & Omit<HorizontalScaling, 'vertical' | 'onUnsupported'>;

/** What a VerticalPodAutoscaler has. */
export type VerticalPodAutoscalerProps = AutoscalerProps & VerticalScaling;

/** Kubernetes' own autoscaler of a number of pods, whatever else the cluster runs. */
export class HorizontalPodAutoscaler extends Construct {
  constructor(scope: Construct, id: string, props: HorizontalPodAutoscalerProps) {
    super(scope, placedId('HorizontalPodAutoscaler', scope, id));
    assertTarget(this, 'HorizontalPodAutoscaler', props);
    const { target, name = id, ...scaling } = props;
    declareScaler(this, 'HorizontalPodAutoscaler', { target, name }, scaling);
  }
}

/** KEDA's autoscaler of a number of pods. A cluster without KEDA refuses it. */
export class ScaledObject extends Construct {
  constructor(scope: Construct, id: string, props: ScaledObjectProps) {
    super(scope, placedId('ScaledObject', scope, id));
    assertTarget(this, 'ScaledObject', props);
    const { target, name = id, ...scaling } = props;
    declareScaler(this, 'ScaledObject', { target, name }, scaling);
  }
}

/** The autoscaler of requests. A cluster without it refuses it. */
export class VerticalPodAutoscaler extends Construct {
  constructor(scope: Construct, id: string, props: VerticalPodAutoscalerProps) {
    super(scope, placedId('VerticalPodAutoscaler', scope, id));
    assertTarget(this, 'VerticalPodAutoscaler', props);
    const { target, name = id, ...vertical } = props;
    declareScaler(this, 'VerticalPodAutoscaler', { target, name }, { vertical });
  }
}

/** What is scaled, and the name; the other props are those of a scaling. */
function assertTarget(construct: Construct, kind: string, props: unknown): void {
  assertProps(construct, kind, mapOf(anything), props);
  assertProps(construct, kind, targetShape, isPlainMap(props) ? { target: props.target, name: props.name } : props);
}

const targetShape = fieldsOf<AutoscalerProps>({ target: workloadLike, 'name?': text });

function declareScaler(
  construct: Construct,
  kind: NonNullable<ScaledWorkload['kind']>,
  { target, name }: Required<AutoscalerProps>,
  scaling: Scaling,
): void {
  assertProps(construct, kind, scalingShape, scaling, 'scaling');
  scalings.record(construct, { kind, name, workload: target.workload, scaling, origin: construct.node.path });
}
