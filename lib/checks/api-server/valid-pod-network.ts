import { isAtLeast } from '../../fleet/kubernetes-version';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, invalidByEach, required } from '../field-error';
import type { Problem } from '../finding';
import { dnsLabelErrors, dnsSubdomainErrors, searchDomainErrors } from '../../manifest/grammar/dns-name';
import { ipErrors } from './grammar/ip-syntax';
import { podCheck } from '../pod-check';

/** Host names, aliases and resolver settings of a pod are such that the kubelet can write them down. */
export const validPodNetwork: Check = podCheck({
  id: 'valid-pod-network',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod: its /etc/hosts or /etc/resolv.conf could not be written.',
  problems: function* ({ spec }, { cluster }) {
    for (const name of ['hostname', 'subdomain']) {
      const field = spec.at(name);
      if (field.text === undefined || field.text === '') continue;
      yield* invalidByEach(field, dnsLabelErrors(field.text), 'use one DNS label');
    }
    for (const alias of spec.at('hostAliases').items()) {
      yield* ipProblems(alias.at('ip'));
      for (const hostname of alias.at('hostnames').items()) {
        yield* invalidByEach(hostname, dnsSubdomainErrors(hostname.text ?? ''), 'use a DNS name');
      }
    }
    yield* dnsProblems(spec.at('dnsConfig'), spec.at('dnsPolicy').value === 'None');
    for (const option of spec.at('dnsConfig', 'options').items()) {
      if ((option.at('name').text ?? '') === '') yield required(option, 'must not be empty', 'name the option');
    }
    yield* searchProblems(spec.at('dnsConfig', 'searches'), isAtLeast(cluster.kubernetesVersion, '1.33'));
  },
});

function* dnsProblems(config: Field, needsServers: boolean): Iterable<Problem> {
  const servers = config.at('nameservers');
  if (needsServers && !config.isSet) {
    yield required(config, 'must provide `dnsConfig` when `dnsPolicy` is None', 'add dnsConfig.nameservers');
  } else if (needsServers && servers.items().length === 0) {
    const rule = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    yield required(servers, rule, 'add a server, or leave dnsPolicy out');
  }
  if (servers.items().length > 3) {
    yield invalid(servers, 'must not have more than 3 nameservers', 'keep the first three');
  }
  for (const server of servers.items()) yield* ipProblems(server);
}

function* searchProblems(searches: Field, isRelaxed: boolean): Iterable<Problem> {
  if (searches.items().length > 32) {
    yield invalid(searches, 'must not have more than 32 search paths', 'keep the first 32');
  }
  for (const search of searches.items()) {
    if (search.text === undefined || (search.text === '.' && isRelaxed)) continue;
    const errors = isRelaxed ? searchDomainErrors : dnsSubdomainErrors;
    const domain = search.text.replace(/\.$/, '');
    yield* invalidByEach(search, errors(domain), 'use a DNS domain', domain);
  }
}

function* ipProblems(ip: Field): Iterable<Problem> {
  if (ip.text !== undefined) yield* invalidByEach(ip, ipErrors(ip.text), 'use an IPv4 or IPv6 address');
}
