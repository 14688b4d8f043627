import type { Control } from './control';
import { procMount, procStaysMasked } from './proc-mount';

/** Since baseline lets pods in a user namespace see all of `/proc`, restricted forbids it by a control of its own. */
export const procMountRestricted: Control = {
  id: 'procMount_restricted',
  level: 'restricted',
  fix: 'remove securityContext.procMount',
  versions: [{ since: 35, overrides: procMount.id, evaluate: procStaysMasked }],
};
