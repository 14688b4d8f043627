import type { Container } from '../../manifest/pods/containers';

/** `"a", "b"` */
export function quoted(items: readonly string[]): string {
  return `"${items.join('", "')}"`;
}

/** The word that fits a number of things. */
export function plural(count: number, singular: string, several = `${singular}s`): string {
  return count === 1 ? singular : several;
}

/** `containers "a", "b"` */
export function named(containers: readonly Container[]): string {
  return `${plural(containers.length, 'container')} ${quoted(containers.map(({ name }) => name))}`;
}

/** Who sets something: `pod and container "a"`. */
export function setters(byPod: boolean, containers: readonly Container[]): string {
  const byContainers = containers.length === 0 ? [] : [named(containers)];
  return [...(byPod ? ['pod'] : []), ...byContainers].join(' and ');
}

/** Each value once, in the order of their characters. */
export function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
