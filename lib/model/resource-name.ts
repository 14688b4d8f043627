/** A resource that pods request and that is measured. */
export type ResourceName = 'cpu' | 'memory';
