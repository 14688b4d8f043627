import { listCapability } from '../model/capability';
import { CapabilityName } from '../model/capability-name';
import { resolveTenantNetworks } from './tenant-network';

/** Opens what the pods of a tenant that are not in the tree may talk to. */
export const tenancyCapability = listCapability({
  name: new CapabilityName<void>('tenancy'),
  feeds: ['network-policy'],
  resolve: resolveTenantNetworks,
});
