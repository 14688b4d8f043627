import { clientCertificate } from './client-certificate';
import { elsewhere, flag, integer, optional, requiredAnywhere, text } from './metadata-field';
import { needs, type Scaler } from './scaler';

const byDeployment = {
  since: '2.20',
  removedIn: '2.21',
  replacement: 'workerDeploymentName and workerDeploymentBuildId',
};

/** Tasks of a queue of Temporal. */
export const temporal = {
  type: 'temporal',
  since: '2.17',
  fields: {
    /** Where Temporal listens: `temporal-frontend.temporal:7233`. KEDA connects to it. */
    endpoint: requiredAnywhere(text, { env: true, address: 'hosts' }),
    /** Namespace of Temporal. @default 'default' */
    namespace: optional(text, { env: true }),
    /** The task queue. */
    taskQueue: requiredAnywhere(text, { env: true }),
    /** Tasks for each replica. @default 5 */
    targetQueueSize: optional(integer),
    /** Tasks above which it comes back from zero. @default 0 */
    activationTargetQueueSize: optional(integer),
    /** Kinds of queues, with commas between them: `workflow,activity`. @default all */
    queueTypes: optional(text),
    /** The worker deployment whose backlog counts. */
    workerDeploymentName: optional(text, { env: true, since: '2.20' }),
    /** The build of that worker deployment. */
    workerDeploymentBuildId: optional(text, { env: true, since: '2.20' }),
    /** @deprecated Use `workerDeploymentName` and `workerDeploymentBuildId`. */
    buildId: optional(text, { env: true, deprecated: byDeployment }),
    /** @deprecated Use `workerDeploymentName` and `workerDeploymentBuildId`. */
    selectAllActive: optional(flag, { deprecated: byDeployment }),
    /** @deprecated Leave it out where workers are unversioned. */
    selectUnversioned: optional(flag, { deprecated: byDeployment }),
    /** Whether running workflows keep it from going to zero. @default false */
    includeRunningWorkflowCount: optional(flag, { since: '2.21' }),
    /** The queue whose running workflows count. @default taskQueue */
    workflowTaskQueueForCount: optional(text, { env: true, since: '2.21' }),
    /** Seconds that a connection may take. @default 5 */
    minConnectTimeout: optional(integer),
    /** Whether KEDA and Temporal speak TLS. @default true */
    enableTLS: optional(flag, { since: '2.18' }),
    /** Whether any certificate of the server is accepted. @default false */
    unsafeSsl: optional(flag),
    /** Name that the server's certificate is for. @default the host of the endpoint */
    tlsServerName: optional(text, { since: '2.18' }),
    apiKey: elsewhere({ env: true }),
    ...clientCertificate,
  },
  rules: [
    needs('workerDeploymentName', 'workerDeploymentBuildId'),
    needs('workerDeploymentBuildId', 'workerDeploymentName'),
    ({ value }) =>
      value('workflowTaskQueueForCount') !== undefined && value('includeRunningWorkflowCount') !== 'true'
        ? {
            field: 'includeRunningWorkflowCount',
            message: 'Required value: workflowTaskQueueForCount needs it to be true',
            fix: 'say includeRunningWorkflowCount: true',
          }
        : undefined,
  ],
} satisfies Scaler;
