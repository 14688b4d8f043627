import type { JsonObject } from '../manifest/objects/json';
import { isPlainMap } from './is-plain-map';
import {
  anything,
  fields,
  kubernetesFields,
  listOf,
  mapOf,
  mapWith,
  nonEmpty,
  notFound,
  text,
  textLike,
  type Shape,
  type ShapeProblem,
} from './shape';

/** Who hears what of the Applications of a cluster. */
export interface ArgoCdNotifications {
  /**
   * Who is told of what. Emitted as annotations `notifications.argoproj.io/subscribe.<trigger>.<service>` of each
   * Application.
   */
  readonly subscriptions: readonly NotificationSubscription[];
  /**
   * How services are reached, by their names. Secret values are names of keys of `argocd-notifications-secret`:
   * `$slack-token`. Emitted as `service.<name>` of the ConfigMap `argocd-notifications-cm`.
   *
   * @default none: whoever installs Argo CD keeps that ConfigMap
   */
  readonly services?: Readonly<Record<string, JsonObject>>;
  /** When something is sent, by the names of triggers. Emitted as `trigger.<name>` of the ConfigMap. @default none */
  readonly triggers?: Readonly<Record<string, readonly NotificationTrigger[]>>;
  /** What is sent, by the names of templates. Emitted as `template.<name>` of the ConfigMap. @default none */
  readonly templates?: Readonly<Record<string, JsonObject>>;
}

/** Who is told when a trigger fires. */
export interface NotificationSubscription {
  /** Name of the trigger: `on-sync-failed`. */
  readonly trigger: string;
  /** Name of the service: `slack`. */
  readonly service: string;
  /** Channels or addresses of that service. */
  readonly recipients: readonly string[];
}

/** A condition, and what is sent where it holds. */
export interface NotificationTrigger {
  /** An expression over `app`. */
  readonly when: string;
  /** Names of templates. */
  readonly send: readonly string[];
  /** An expression whose value must change before the same is sent again. @default none */
  readonly oncePer?: string;
  readonly description?: string;
}

/** A part of a key of a ConfigMap, and of the name of an annotation. */
const name = textLike(/^[A-Za-z0-9]([-A-Za-z0-9_]*[A-Za-z0-9])?$/, 'letters, digits and hyphens');
const recipient = textLike(/^[^;\s]([^;]*[^;\s])?$/, 'a recipient, without semicolons');

const shape = fields({
  subscriptions: nonEmpty(
    fields({ trigger: name, service: name, recipients: nonEmpty(recipient, 'at least one recipient') }),
    'at least one subscription',
  ),
  'services?': mapWith(name, kubernetesFields),
  'triggers?': mapWith(
    name,
    listOf(
      fields({ when: text, send: nonEmpty(name, 'at least one template'), 'oncePer?': text, 'description?': text }),
    ),
  ),
  'templates?': mapWith(name, mapOf(anything)),
});

/** How notifications are checked: a name that stands nowhere would send nothing, without a word. */
export const notificationsShape: Shape = (value, path) => {
  const problem = shape(value, path);
  if (problem !== undefined || !isNotifications(value)) return problem;
  return missingName(value, path) ?? openSecret(value.services ?? {}, `${path}.services`);
};

function isNotifications(value: unknown): value is ArgoCdNotifications {
  return shape(value, '') === undefined;
}

/** Whether the ConfigMap is in the tree; else another one, unknown here, has services and triggers. */
export function hasNotificationConfig({ services, triggers, templates }: ArgoCdNotifications): boolean {
  return [services, triggers, templates].some((map) => map !== undefined && Object.keys(map).length > 0);
}

function missingName(notifications: ArgoCdNotifications, path: string): ShapeProblem | undefined {
  if (!hasNotificationConfig(notifications)) return undefined;
  const { subscriptions, services = {}, triggers = {}, templates = {} } = notifications;
  const sent = Object.entries(triggers).flatMap(([trigger, conditions]) =>
    conditions.flatMap(({ send }, at) =>
      send.map((template, index) => ({
        at: `${path}.triggers.${trigger}[${at}].send[${index}]`,
        name: template,
        known: templates,
      })),
    ),
  );
  const subscribed = subscriptions.flatMap(({ trigger, service }, index) => [
    { at: `${path}.subscriptions[${index}].trigger`, name: trigger, known: triggers },
    { at: `${path}.subscriptions[${index}].service`, name: service, known: services },
  ]);
  const missing = [...subscribed, ...sent].find(({ name: wanted, known }) => !Object.hasOwn(known, wanted));
  return missing === undefined ? undefined : notFound(missing.at, missing.name, Object.keys(missing.known));
}

const confidential = /^(token|password|secret|api-?key|signing-?secret|private-?key|webhook-?url|username-?password)$/i;

/** Whoever reads the repository would read it, too. */
function openSecret(value: unknown, path: string): ShapeProblem | undefined {
  if (!isPlainMap(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}.${key}`;
    if (typeof item === 'string' && confidential.test(key) && !item.startsWith('$'))
      return {
        path: at,
        message: 'Forbidden: a secret value must not be in the tree',
        fix: `write the name of a key of argocd-notifications-secret: "$${key.toLowerCase()}"`,
      };
    const inner = Array.isArray(item)
      ? item.map((each, index) => openSecret(each, `${at}[${index}]`)).find((problem) => problem !== undefined)
      : openSecret(item, at);
    if (inner !== undefined) return inner;
  }
  return undefined;
}
