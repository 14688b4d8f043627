import type { ArgoCdFacts } from '../../fleet/argo-cd';
import type { Manifest } from '../../manifest/objects/manifest';
import type { GitOpsEngine } from '../engine';
import { rootName, type SyncUnit } from '../sync-unit';
import { emitApplication, emitRootApplication } from './application';
import { emitAppProject } from './app-project';

/** Argo CD: an Application and an AppProject for each folder, and one Application for all of these. */
export const argoCdEngine: GitOpsEngine<ArgoCdFacts> = {
  name: 'argo-cd',
  keeps: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
  // Argo CD labels by it where it tracks by label.
  nameLimit: 63,
  wave: (wave) => ({ 'argocd.argoproj.io/sync-wave': String(wave) }),
  emit: (synced) => {
    const { cluster, units, facts } = synced;
    const root: SyncUnit = {
      name: rootName(cluster),
      folder: facts.namespace,
      namespace: facts.namespace,
      manifests: [],
      after: [],
    };
    const waveOf = wavesOf(units);
    const own = units.flatMap((unit) => [emitAppProject(unit, synced), emitApplication(unit, waveOf(unit), synced)]);
    const all = [...own, emitRootApplication(root.name, synced)];
    return [...all, emitAppProject({ ...root, manifests: withRoot(all, units, facts.namespace) }, synced)];
  },
};

/** The project of the root is about itself, too, and about whatever else is in the folder of Argo CD. */
function withRoot(own: readonly Manifest[], units: readonly SyncUnit[], namespace: string) {
  const others = units.flatMap((unit) => (unit.folder === namespace ? unit.manifests : []));
  return [...own.map((manifest) => ({ manifest, origin: '', chart: '' })), ...others];
}

/** How many units are synced one after the other before each; units never wait for each other in a circle. */
function wavesOf(units: readonly SyncUnit[]): (unit: SyncUnit) => number {
  const byName = new Map(units.map((unit) => [unit.name, unit]));
  const waves = new Map<SyncUnit, number>();
  const waveOf = (unit: SyncUnit): number => {
    const known = waves.get(unit);
    if (known !== undefined) return known;
    const before = unit.after.flatMap((name) => byName.get(name) ?? []);
    const wave = before.reduce((latest, other) => Math.max(latest, waveOf(other) + 1), 0);
    waves.set(unit, wave);
    return wave;
  };
  return waveOf;
}
