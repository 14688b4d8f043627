import { elsewhere, list, oneOf, optional, text } from './metadata-field';

/** How a scaler says who it is to an HTTP server. The secrets themselves come from a TriggerAuthentication. */
export const httpAuthentication = {
  /** Kinds of credentials, of which the TriggerAuthentication has the parameters: `bearer`, `basic`, `tls` … @default none */
  authModes: optional(list, { authentication: true }),
  /** The same as `authModes`, by its other name. */
  authMode: optional(list, { authentication: true }),
  /** Where an API key goes. @default 'header' */
  method: optional(oneOf('header', 'query'), { authentication: true }),
  /** Name of the header or the parameter of an API key. */
  keyParamName: optional(text, { authentication: true }),
  apiKey: elsewhere({ readInMetadata: true }),
  bearerToken: elsewhere(),
  token: elsewhere(),
  username: elsewhere(),
  password: elsewhere(),
  ca: elsewhere(),
  cert: elsewhere(),
  key: elsewhere(),
  oauthTokenURI: elsewhere(),
  scope: elsewhere(),
  scopes: elsewhere(),
  clientID: elsewhere(),
  clientSecret: elsewhere(),
  endpointParams: elsewhere(),
  customAuthHeader: elsewhere(),
  customAuthValue: elsewhere(),
};
