import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { located } from '../model/located';
import { resolveGrants, type RoleModel } from './resolve-grants';
import { emitRole, emitRoleBinding } from './role';

/** Turns grants into Roles and RoleBindings. */
export const accessCapability = listCapability({
  name: new CapabilityName<readonly RoleModel[]>('access'),
  feeds: ['workload', 'mesh', 'network-policy'],
  resolve: resolveGrants,
  *emit(roles) {
    for (const role of roles) {
      yield* located(emitRole(role), role.owner);
      yield* located(emitRoleBinding(role), role.owner);
    }
  },
});
