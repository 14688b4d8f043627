import type { ArgoCdFacts } from '../../fleet/argo-cd';
import { hasNotificationConfig, type ArgoCdNotifications } from '../../fleet/argo-cd-notifications';
import { compareText } from '../../manifest/objects/compare-text';
import type { JsonValue } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';

/** Annotations that say who is told of an Application: those of one trigger and service together. */
export function subscriptionsOf(notifications: ArgoCdNotifications | undefined): Readonly<Record<string, string>> {
  const recipients = new Map<string, string[]>();
  for (const { trigger, service, recipients: more } of notifications?.subscriptions ?? []) {
    const key = `notifications.argoproj.io/subscribe.${trigger}.${service}`;
    recipients.set(key, [...(recipients.get(key) ?? []), ...more]);
  }
  return Object.fromEntries([...recipients].map(([key, names]) => [key, [...new Set(names)].join(';')]));
}

/** The ConfigMap by which Argo CD knows services, triggers and templates; none where somebody else keeps it. */
export function emitNotificationConfig({ namespace, notifications }: ArgoCdFacts): readonly Manifest[] {
  if (notifications === undefined || !hasNotificationConfig(notifications)) return [];
  const { services = {}, triggers = {}, templates = {} } = notifications;
  const entries = [
    ...keysOf('service', services),
    ...keysOf('template', templates),
    ...keysOf(
      'trigger',
      Object.fromEntries(
        Object.entries(triggers).map(([name, conditions]) => [name, conditions.map((one) => ({ ...one }))]),
      ),
    ),
  ];
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-notifications-cm', namespace },
      data: Object.fromEntries(entries),
    },
  ];
}

/** Argo CD reads each as YAML, of which JSON is a part. */
function keysOf(kind: string, map: Readonly<Record<string, JsonValue>>): readonly (readonly [string, string])[] {
  return Object.entries(map)
    .sort(([one], [other]) => compareText(one, other))
    .map(([name, value]) => [`${kind}.${name}`, JSON.stringify(value, undefined, 2)]);
}
