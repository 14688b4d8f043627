import type { Field } from '../../../manifest/objects/field';
import { forbidden, required } from '../../field-error';
import type { Problem } from '../../finding';

const singles = ['serverCertificate', 'privateKey', 'caCertificates', 'credentialName'];
const lists = ['tlsCertificates', 'credentialNames'];

/** Certificates of a server: from one place, all that the mode needs, and none that Istio itself provides. */
export function* serverTlsProblems(tls: Field): Iterable<Problem> {
  const mode = tls.at('mode').text ?? 'PASSTHROUGH';
  const given = [...singles, ...lists].map((name) => tls.at(name)).filter(isGiven);
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of given)
      yield forbidden(field, "Istio's own certificates are used with ISTIO_MUTUAL", 'remove it, or use MUTUAL');
    return;
  }
  yield* oneSource(tls);
  const isSecured = ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode);
  if (isSecured && (isGiven(tls.at('credentialName')) || isGiven(tls.at('credentialNames')))) return;
  if (isSecured) yield* missingCertificates(tls, mode);
  if (isGiven(tls.at('caCrl')) && mode === 'SIMPLE')
    yield forbidden(tls.at('caCrl'), 'no client shows a certificate with SIMPLE', 'use MUTUAL');
  else if (isGiven(tls.at('caCrl')) && isGiven(tls.at('credentialName'))) {
    yield forbidden(tls.at('caCrl'), 'the Secret of credentialName holds the list', 'move it there');
  }
}

function* oneSource(tls: Field): Iterable<Problem> {
  const files =
    isGiven(tls.at('serverCertificate')) && isGiven(tls.at('privateKey')) ? [tls.at('serverCertificate')] : [];
  const sources = [...['credentialName', ...lists].map((name) => tls.at(name)).filter(isGiven), ...files];
  for (const other of sources.slice(1)) {
    yield forbidden(other, `may not be set together with ${sources[0]?.name ?? ''}`, 'keep one of the two');
  }
}

function* missingCertificates(tls: Field, mode: string): Iterable<Problem> {
  const listed = tls.at('tlsCertificates').items();
  if (mode !== 'SIMPLE' && !isGiven(tls.at('caCertificates'))) {
    yield required(
      tls.at('caCertificates'),
      `the mode ${mode} asks clients for certificates`,
      'name the file, or the Secret as credentialName',
    );
  }
  if (listed.length === 0 && !isGiven(tls.at('serverCertificate')) && !isGiven(tls.at('privateKey'))) {
    yield required(tls.at('credentialName'), `the mode ${mode} needs a certificate`, 'name the Secret that holds it');
    return;
  }
  for (const certificate of listed.length > 0 ? listed : [tls]) {
    for (const name of ['serverCertificate', 'privateKey']) {
      if (!isGiven(certificate.at(name)))
        yield required(certificate.at(name), `the mode ${mode} needs a certificate and its key`, 'name the file');
    }
  }
}

function isGiven(field: Field): boolean {
  return (field.text ?? '') !== '' || field.items().length > 0;
}
