/** What syncs the repository of a team: a namespace cannot begin with a hyphen, so that no unit has the name. */
export function teamName(cluster: string, namespace: string): string {
  return `${cluster}--team-${namespace}`;
}
