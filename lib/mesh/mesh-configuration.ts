import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps } from '../fleet/assert-props';
import { placedId } from '../fleet/placed-id';
import { meshSettingsShape } from '../model/mesh-shapes';
import { meshSettings, type MeshOptions, type MeshSettings } from '../model/mesh-policy';

/** How the whole mesh of a cluster behaves, and what becomes of what it cannot express. */
export interface MeshConfigurationProps extends MeshSettings, MeshOptions {}

/** Says how the whole mesh of a cluster behaves: encryption, egress, access logs, tracing. One for each cluster. */
export class MeshConfiguration extends Construct {
  constructor(scope: Construct, id: string, props: MeshConfigurationProps = {}) {
    super(scope, placedId('MeshConfiguration', scope, id));
    assertProps(this, 'MeshConfiguration', meshSettingsShape, props);
    const { onUnsupported = 'error', ...settings } = props;
    const { chart, namespace, objectLabels } = chartContextOf(this);
    meshSettings.record(this, {
      settings,
      chart,
      namespace,
      objectLabels,
      onUnsupported,
      origin: this.node.path,
    });
  }
}
