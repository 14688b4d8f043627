export { Tenant } from '../tenancy/tenant';
export type {
  LimitOptions,
  PodLimitOptions,
  QuotaOptions,
  QuotaScope,
  TenantNetwork,
  TenantProps,
  TenantSecretStore,
} from '../tenancy/tenant-props';
export { Grants } from '../model/grants';
export type { Account, GrantedObjects, Readable } from '../model/grants';
