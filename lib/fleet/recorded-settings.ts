import { createHash } from 'node:crypto';
import { compareText } from '../manifest/objects/compare-text';
import type { Cluster } from './cluster';

/** Where one setting of a cluster has its value from, as the inventory keeps it. */
export interface RecordedSetting {
  /** Such as `images.cart`. */
  readonly path: string;
  /** `base`, `environment prod`, `region eu-west-1` or `cluster prod-euw1`. */
  readonly layer: string;
  /** Of the value, which itself is not written down: who compares two inventories sees whether it is another one. */
  readonly sha256: string;
}

/** What the program has asked for while a cluster is rendered. */
const recordings = new WeakMap<Cluster, Map<string, RecordedSetting>>();

/** Begins to record what the program asks for; what was recorded of the cluster before is forgotten. */
export function recordSettings(cluster: Cluster): void {
  recordings.set(cluster, new Map());
}

/** Settings of a cluster that were asked for since its recording began, by path. */
export function recordedSettings(cluster: Cluster): readonly RecordedSetting[] {
  const settings = [...(recordings.get(cluster)?.values() ?? [])];
  return settings.sort((one, other) => compareText(one.path, other.path) || compareText(one.sha256, other.sha256));
}

/** Notes settings that the program has asked for, where anybody wants to know. What cannot be written as JSON is left out. */
export function noteSettings(
  cluster: Cluster,
  settings: () => Iterable<{ readonly path: string; readonly layer: string; readonly value: unknown }>,
): void {
  const recording = recordings.get(cluster);
  if (recording === undefined) return;
  for (const { path, layer, value } of settings()) {
    const sha256 = settingDigest(value);
    if (sha256 !== undefined) recording.set(`${path} ${sha256}`, { path, layer, sha256 });
  }
}

/** A short name for the value of a setting: 16 hexadecimal digits. Numbers and texts that look alike are the same. */
export function settingDigest(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : jsonOf(value);
  return text === undefined ? undefined : createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // A construct, or a number without an end: nothing that a manifest would have.
    return undefined;
  }
}
