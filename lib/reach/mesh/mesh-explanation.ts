import { ConnectionSet } from '../sets/connection-set';
import { letsAllPass, type AllowedRequests, type MeshDecision, type MeshPart } from './mesh-decision';
import { formatMatch } from './request-match';

/** The mesh's rules that let something of these ports through, or that refuse something of them. */
export function meshRules({ parts }: MeshDecision, ports: ConnectionSet, verdict: 'Allow' | 'Deny'): readonly string[] {
  return within(parts, ports).flatMap(({ allowedBy, deniedBy }) => (verdict === 'Allow' ? allowedBy : deniedBy));
}

/** Several lines: what the proxy of the server allows and denies of these ports, and which rule says so. */
export function explainMesh(
  { of, mesh }: { readonly of: string; readonly mesh: MeshDecision },
  ports: ConnectionSet,
): readonly string[] {
  return [
    `mesh of ${of}`,
    ...within(mesh.parts, ports).flatMap((part) => {
      const text = ConnectionSet.ofIntervals('TCP', part.ports).intersect(ports).toString();
      const requests = letsAllPass(part) ? '' : `, ${part.requests.map(formatAllowed).join(' or ')}`;
      return [
        ...(part.requests.length === 0 ? [] : [`  allows ${text}${requests}: ${part.allowedBy.join(', ')}`]),
        ...(letsAllPass(part)
          ? []
          : [`  denies ${part.requests.length === 0 ? '' : 'the rest of '}${text}: ${part.deniedBy.join(', ')}`]),
      ];
    }),
  ];
}

/** `GET /api/* but /api/admin`. */
export function formatAllowed({ match, except }: AllowedRequests): string {
  const text = formatMatch(match) || 'every request';
  return except.length === 0 ? text : `${text} but ${except.map(formatMatch).join(' and ')}`;
}

function within(parts: readonly MeshPart[], ports: ConnectionSet): readonly MeshPart[] {
  return parts.filter((part) => !ConnectionSet.ofIntervals('TCP', part.ports).intersect(ports).isEmpty);
}
