/** Why a node does not take a pod: the scheduler's filter, and its words. */
export interface Refusal {
  readonly filter: string;
  readonly message: string;
}
