import type { Field } from '../../../manifest/objects/field';
import { duplicate, forbidden, invalid, required, unsupported } from '../../field-error';
import type { Problem } from '../../finding';
import { portNumberProblems } from './port';
import { hasHost, isLocation, isUrlText, schemeOf } from './url';

const schemes = ['file', 'http', 'https', 'oci'];

/** A module of WebAssembly: where it comes from, and what it is given. */
export function* wasmProblems(module: Field): Iterable<Problem> {
  yield* urlProblems(module.at('url'));
  const sha = module.at('sha256');
  if ((sha.text ?? '') !== '' && !/^[a-f0-9]{64}$/.test(sha.text ?? '')) {
    yield invalid(sha, 'must be 64 digits of a SHA-256, in lower case', 'write the hash of the module');
  }
  yield* lengthProblems(module.at('imagePullSecret'), 253);
  yield* lengthProblems(module.at('pluginName'), 256);
  const names = new Set<string>();
  for (const variable of module.at('vmConfig', 'env').items()) {
    const name = variable.at('name');
    if ((name.text ?? '') === '') yield required(name, '', 'name the variable');
    else if (names.has(name.text ?? '')) yield duplicate(name, 'set each variable once');
    names.add(name.text ?? '');
    yield* lengthProblems(name, 256);
    if ((variable.at('valueFrom').text ?? 'INLINE') !== 'INLINE' && (variable.at('value').text ?? '') !== '') {
      yield forbidden(variable.at('value'), 'is for the source INLINE', 'remove it, or valueFrom');
    }
  }
}

/** Traffic that an extension is for: its ports. */
export function* trafficSelectorProblems(match: Field): Iterable<Problem> {
  for (const port of match.items().flatMap((selector) => selector.at('ports').items())) {
    yield* portNumberProblems(port.at('number'));
  }
}

function* urlProblems(url: Field): Iterable<Problem> {
  const text = url.text ?? '';
  const scheme = schemeOf(text);
  const fix = 'write for instance oci://registry.example.com/filter:1.0';
  if (text === '') yield required(url, '', 'say where the module is');
  else if (!isUrlText(text) || (scheme === undefined && !isLocation(text))) yield invalid(url, 'is no URL', fix);
  else if (scheme !== undefined && hasHost(text) && !schemes.includes(scheme)) yield unsupported(url, schemes, fix);
}

function* lengthProblems(field: Field, longest: number): Iterable<Problem> {
  if ((field.text?.length ?? 0) > longest)
    yield invalid(field, `must be no more than ${longest} characters`, 'shorten it');
}
