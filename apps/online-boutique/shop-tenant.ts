import type { Construct } from 'constructs';
import { Tenant } from '../../lib';
import type { BoutiqueSettings } from './settings';

/** What the shop's team gets of a cluster: as much of it as its environment is worth. */
export function shopTenant(scope: Construct, { quota, entry }: BoutiqueSettings): Tenant {
  const { cpu, memory, pods } = quota;
  return new Tenant(scope, 'tenant', {
    namespace: 'boutique',
    team: 'shop',
    costCenter: 'retail',
    // The published shop opens a load balancer of its own.
    quotas: [
      { requests: { cpu, memory }, pods, ...(entry.type === 'loadBalancer' ? { loadBalancers: 1, nodePorts: 1 } : {}) },
    ],
    groups: { edit: ['shop-developers'], view: ['support'] },
  });
}
