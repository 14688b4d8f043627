import type { Field } from '../../../manifest/objects/field';
import { forbidden, invalid, required } from '../../field-error';
import type { Problem } from '../../finding';

/** What a client of a host does about TLS: where its certificates come from, and what it verifies. */
export function* clientTlsProblems(tls: Field, namespace: string): Iterable<Problem> {
  const mode = tls.at('mode').text ?? 'DISABLE';
  const credential = tls.at('credentialName');
  const files = ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'].map((name) => tls.at(name));
  yield* configMapProblems(credential, namespace);
  if (tls.at('insecureSkipVerify').boolean === true) yield* unverifiedProblems(tls, mode);
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of [...files, credential].filter(isText)) {
      const unused = forbidden(
        field,
        "Istio's own certificates are used with ISTIO_MUTUAL",
        'remove it, or use MUTUAL',
      );
      yield { ...unused, severity: 'warning' };
    }
  }
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  if (isText(credential)) {
    for (const field of files.filter(isText)) {
      yield forbidden(field, 'may not be set together with credentialName', 'keep one of the two');
    }
  } else if (mode === 'MUTUAL') {
    for (const field of files.slice(0, 2).filter((file) => !isText(file))) {
      yield required(field, 'MUTUAL needs a certificate and its key', 'set it, or credentialName');
    }
  }
}

function* unverifiedProblems(tls: Field, mode: string): Iterable<Problem> {
  const verifying = [
    ...(mode === 'SIMPLE' ? [tls.at('credentialName')] : []),
    ...(mode === 'SIMPLE' || mode === 'MUTUAL' ? [tls.at('caCertificates')] : []),
  ].filter(isText);
  const names = tls.at('subjectAltNames');
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && names.items().length > 0) verifying.push(names);
  for (const field of verifying)
    yield forbidden(field, 'nothing is verified with insecureSkipVerify', 'remove one of the two');
}

/** A ConfigMap of certificates is in the namespace of the rule, and says so. */
function* configMapProblems(credential: Field, namespace: string): Iterable<Problem> {
  const [, of = '', name = ''] = /^configmap:\/\/([^/]*)\/?([^/]*)/.exec(credential.text ?? '') ?? [];
  if (credential.text?.startsWith('configmap://') !== true || (of === namespace && of !== '' && name !== '')) return;
  yield invalid(
    credential,
    'must be configmap://, the namespace of the rule, "/" and a name',
    `write configmap://${namespace}/<name>`,
  );
}

function isText({ text }: Field): boolean {
  return text !== undefined && text !== '';
}
