import type { Problem } from './finding';

/** What is said of a selector that takes no pod for certain, and some by labels that controllers set. */
export function perhapsSelected(path: string, why: string): Problem {
  return {
    path,
    message: `whether it selects a Pod is not known: ${why}`,
    fix: 'select by labels of the pod template',
    status: 'unproved',
  };
}
