import type { ChartManifest, EmittedManifest } from '../model/capability';

/** Puts the labels of an object's owner on it. What the emitter gave it has a meaning, and stays. */
export function stampLabels({ objectLabels, ...entry }: EmittedManifest): ChartManifest {
  if (entry.encrypted !== undefined) return entry;
  const { metadata } = entry.manifest;
  const labels = { ...objectLabels, ...metadata.labels };
  return { ...entry, manifest: { ...entry.manifest, metadata: { ...metadata, labels } } };
}
