/** How many of `members` must agree. */
export function quorumOf(members: number): number {
  return Math.floor(members / 2) + 1;
}

/** How many of `members` may be lost while the others still agree. */
export function toleranceOf(members: number): number {
  return Math.floor((members - 1) / 2);
}
