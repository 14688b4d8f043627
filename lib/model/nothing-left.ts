/**
 * Stops the build where an emitter leaves a field of the model unread: pass it the rest of a destructuring that took
 * everything apart.
 */
export function nothingLeft(_rest: Readonly<Record<string, never>>): void {
  // Nothing happens at run time: the type is the check.
}
