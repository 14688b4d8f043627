import { elsewhere, optional, requiredAnywhere, text } from './metadata-field';

/** Where AWS is asked, and whose identity KEDA uses there. */
export const awsConnection = {
  /** Region: `eu-west-1`. */
  awsRegion: requiredAnywhere(text, { authentication: true }),
  /** URL of the API, where it is another one. @default AWS's own */
  awsEndpoint: optional(text),
  /** Whose identity is used: `operator` for KEDA's own. @default 'pod' */
  identityOwner: optional(text),
  awsAccessKeyID: elsewhere({ env: true }),
  awsSecretAccessKey: elsewhere({ env: true }),
  awsSessionToken: elsewhere({ env: true }),
  awsRoleArn: elsewhere(),
};
