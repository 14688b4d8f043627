import type { Field } from '../../manifest/objects/field';

/** A version of Kubernetes, as Cluster API reads it. */
export interface FullVersion {
  /** With the `v` that Cluster API adds where it is missing. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

const semantic = /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/** The version in a field; undefined where there is none, or where it is not in full. */
export function versionIn({ text }: Field): FullVersion | undefined {
  const found = text === undefined ? null : semantic.exec(text);
  if (text === undefined || found === null) return undefined;
  const [, major, minor, patch] = found.map(Number);
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  return { text: text.startsWith('v') ? text : `v${text}`, major, minor, patch };
}

/** How many minors a version is ahead of another, below zero where it is behind; undefined where the major differs. */
export function minorsAhead(version: FullVersion, other: FullVersion): number | undefined {
  return version.major === other.major ? version.minor - other.minor : undefined;
}
