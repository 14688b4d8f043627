import { elsewhere, flag, integer, oneOf, optional, requiredAnywhere, text } from './metadata-field';
import { eitherOf, type Scaler } from './scaler';

/** Jobs of GitHub Actions that wait for a runner. */
export const githubRunner = {
  type: 'github-runner',
  fields: {
    /** Organization, enterprise or user that has the repositories. */
    owner: requiredAnywhere(text, { env: true }),
    /** What the runners are registered with. */
    runnerScope: requiredAnywhere(oneOf('org', 'ent', 'repo'), { env: true }),
    /** URL of the API. @default 'https://api.github.com' */
    githubApiURL: optional(text, { env: true }),
    /** The repositories whose jobs count, with commas between them. @default all of the owner */
    repos: optional(text, { env: true }),
    /** Labels of the runners, with commas between them. @default none */
    labels: optional(text, { env: true }),
    /** Whether jobs without a label of these are left out. @default false */
    noDefaultLabels: optional(flag, { env: true }),
    /** Whether answers are cached by their ETag. @default false */
    enableEtags: optional(flag, { env: true, since: '2.17' }),
    /** Whether jobs without labels are for runners without labels. @default false */
    matchUnlabeledJobsWithUnlabeledRunners: optional(flag, { env: true, since: '2.18' }),
    /** Jobs for each replica. @default 1 */
    targetWorkflowQueueLength: optional(integer, { env: true }),
    /** The GitHub App by which KEDA says who it is. */
    applicationID: optional(integer, { env: true }),
    /** The installation of that app. */
    installationID: optional(integer, { env: true }),
    personalAccessToken: elsewhere(),
    bearerToken: elsewhere(),
    token: elsewhere(),
    appKey: elsewhere(),
  },
  rules: [eitherOf(['personalAccessToken'], ['bearerToken'], ['token'], ['appKey', 'applicationID', 'installationID'])],
} satisfies Scaler;
