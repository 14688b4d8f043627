/** What about where a workload's pods may run nobody says, so that no placement can be promised. */
export interface Doubt {
  readonly reason: string;
  /** What makes it known; left out where nothing does. */
  readonly fix?: string;
}
