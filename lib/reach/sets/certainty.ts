/** What manifests say about a condition: it holds, it does not, or it depends on something that they do not show. */
export type Certainty = 'yes' | 'no' | Depends;

export interface Depends {
  /** What it depends on, as a condition: `the address of the pod is in 10.0.0.0/8`. */
  readonly when: string;
}

export function certainly(holds: boolean): Certainty {
  return holds ? 'yes' : 'no';
}

export function not(certainty: Certainty): Certainty {
  switch (certainty) {
    case 'yes':
      return 'no';
    case 'no':
      return 'yes';
    default:
      return { when: `not (${certainty.when})` };
  }
}

/** Holds where all hold; `yes` for none. */
export function allOf(certainties: Iterable<Certainty>): Certainty {
  return combine(certainties, 'yes', 'no', ' and ');
}

/** Holds where one holds; `no` for none. */
export function anyOf(certainties: Iterable<Certainty>): Certainty {
  return combine(certainties, 'no', 'yes', ' or ');
}

function combine(certainties: Iterable<Certainty>, neutral: 'yes' | 'no', decisive: 'yes' | 'no', word: string) {
  const open = new Set<string>();
  for (const certainty of certainties) {
    if (certainty === decisive) return decisive;
    if (certainty !== neutral && certainty !== 'yes' && certainty !== 'no') open.add(certainty.when);
  }
  return open.size === 0 ? neutral : { when: [...open].join(word) };
}
