/**
 * Stops the build where a backend's emitters leave a field of the model unread between them: give it the fields that
 * they read, as `nothingUnread<Exclude<keyof MeshWorkload, 'workload' | …>>()`.
 */
export function nothingUnread<_Unread extends never>(): void {
  // Nothing happens at run time: the type is the check.
}
