import { fields, oneOf, text } from './shape';

/** What keeps pods off a node unless they tolerate it. */
export interface NodeTaint {
  /** Key of the taint. */
  readonly key: string;
  /** Value of the taint. @default none */
  readonly value?: string;
  /** What happens to pods that do not tolerate it. */
  readonly effect: TaintEffect;
}

/** What a taint does to pods that do not tolerate it: they are not placed there, better not, or driven away. */
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

/** How a taint is checked. */
export const taintShape = fields({
  key: text,
  'value?': text,
  effect: oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
});
