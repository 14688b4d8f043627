/** A manifest that cannot become a file: the user's data is at fault, and the message says where. */
export class ManifestError extends Error {}
