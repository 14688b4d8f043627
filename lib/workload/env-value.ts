import type { EnvVarSourceFields } from './container-fields';
import type { EnvValue } from './workload-props';

/** A variable as its container carries it: Kubernetes has texts alone. */
export function emitEnvValue(value: EnvValue): { readonly value: string } | { readonly valueFrom: EnvVarSourceFields } {
  return typeof value === 'object' ? { valueFrom: value } : { value: String(value) };
}
