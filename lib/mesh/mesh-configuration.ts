import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { meshSettings, type MeshSettings } from '../model/mesh-policy';

/** Says how the whole mesh of a cluster behaves: encryption, egress, access logs, tracing. One for each cluster. */
export class MeshConfiguration extends Construct {
  constructor(scope: Construct, id: string, settings: MeshSettings = {}) {
    super(scope, id);
    const { chart, namespace } = chartContextOf(this);
    meshSettings.record(this, { settings, chart, namespace, origin: this.node.path });
  }
}
