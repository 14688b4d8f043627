/** The tag of AES-GCM, which follows what it encrypts. */
const tagBytes = 16;
const keyBytes: readonly number[] = [256, 384, 512, 1024];

/**
 * Whether a text has the form of what kubeseal makes: base64 of the length of an encrypted session key in two bytes, that
 * key, which is as long as the RSA key of the controller, and the value, encrypted with it. A password in base64 has not.
 */
export function isSealed(value: string): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return false;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length < 2) return false;
  const length = bytes.readUInt16BE(0);
  return keyBytes.includes(length) && bytes.length >= 2 + length + tagBytes;
}
