import type { Controller } from './controller';

/** Consul: its webhook labels the pods that it puts a proxy into. */
export const consulInjector: Controller = {
  labelsOnAnyPod: ['consul.hashicorp.com/connect-inject-managed-by', 'consul.hashicorp.com/connect-inject-status'],
};
