import type { ClusterModel } from '../model/cluster-model';
import type { MonitoringModel } from './monitoring-model';
import { resolveMonitors } from './resolve-monitors';
import { resolveObjectives } from './resolve-objectives';

/** Turns metrics and objectives into monitors and rules that the cluster's Prometheus takes, and reports what it would not. */
export function resolveMonitoring(model: ClusterModel): MonitoringModel {
  const { objectives, measured } = resolveObjectives(model);
  return { monitors: resolveMonitors(model, measured), objectives };
}
