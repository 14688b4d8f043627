// cdk8s-blueprints/argo-cd: Argo CD syncs what is committed
export { argoCd, type ArgoCdFacts, type ArgoCdOptions, type HydrateTo } from '../../fleet/argo-cd';
export type {
  ArgoCdNotifications,
  NotificationSubscription,
  NotificationTrigger,
} from '../../fleet/argo-cd-notifications';
export type { SyncWindow, SyncWindowFact } from '../../fleet/argo-cd-sync-window';
