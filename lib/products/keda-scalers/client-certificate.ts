import { elsewhere } from './metadata-field';

/** The certificate by which a scaler says who it is, and the authority by which it knows the server. */
export const clientCertificate = {
  ca: elsewhere(),
  cert: elsewhere(),
  key: elsewhere(),
  keyPassword: elsewhere(),
};
