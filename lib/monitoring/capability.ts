import { listCapability, type EmittedManifest } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { located } from '../model/located';
import type { MonitoringModel } from './monitoring-model';
import { emitPodMonitor } from './pod-monitor';
import { emitPrometheusRule } from './prometheus-rule';
import { resolveMonitoring } from './resolve';

/** Turns metrics and objectives into what the cluster's Prometheus takes. */
export const monitoringCapability = listCapability({
  name: new CapabilityName<MonitoringModel>('monitoring'),
  resolve: resolveMonitoring,
  *emit({ monitors, objectives }): Iterable<EmittedManifest> {
    for (const monitor of monitors) yield* located(emitPodMonitor(monitor), monitor.owner);
    for (const objective of objectives) yield* located(emitPrometheusRule(objective), objective.owner);
  },
});
