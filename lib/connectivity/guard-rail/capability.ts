import { listCapability } from '../../model/capability';
import { CapabilityName } from '../../model/capability-name';
import { emitGuardRails } from './emit-guard-rails';
import { resolveGuardRails, type GuardRailModel } from './resolve-guard-rails';

/** Turns guard rails into the policies for the whole cluster that it has an API for. */
export const guardRailCapability = listCapability({
  name: new CapabilityName<readonly GuardRailModel[]>('guard-rail'),
  resolve: resolveGuardRails,
  emit: emitGuardRails,
});
