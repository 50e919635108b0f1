import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** AES-256 keys by id. The first encrypts and all decrypt, so that a key can be replaced while the service runs. */
export type KeyRing = readonly [RingKey, ...RingKey[]];
export interface RingKey {
  /** 1–32 characters of A–Z, a–z, 0–9, `-` and `_`; stored beside every ciphertext. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The ciphertext was not made by a key of the ring for this place, or it was changed. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';
}

const CIPHER = 'aes-256-gcm';
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Checks the keys and makes the ring. Throws `RangeError`, never with key material in its message. */
export function keyRing(keys: readonly RingKey[]): KeyRing {
  const [current, ...older] = keys;
  if (current === undefined) throw new RangeError('The key ring holds no key.');
  for (const { id, key } of keys) {
    if (!/^[A-Za-z0-9_-]{1,32}$/.test(id))
      throw new RangeError('A key id must be 1–32 letters, digits, - or _.');
    if (key.byteLength !== 32) throw new RangeError(`The key ${id} must have 32 bytes.`);
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length)
    throw new RangeError('Two keys have the same id.');
  return [current, ...older];
}

/**
 * Encrypts with the ring's first key. `place` (tenant or fingerprint, and column) is authenticated: the bytes
 * cannot be moved to another row or column. Layout: format, length of key id, key id, nonce, tag, ciphertext.
 */
export function encrypt(ring: KeyRing, plaintext: string, place: string): Buffer {
  const { id, key } = ring[0];
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  const keyId = Buffer.from(id, 'utf8');
  return Buffer.concat([Buffer.from([FORMAT, keyId.byteLength]), keyId, nonce, cipher.getAuthTag(), body]);
}

/** The inverse of `encrypt`. Throws `DecryptionError`. */
export function decrypt(ring: KeyRing, sealed: Uint8Array, place: string): string {
  const bytes = Buffer.from(sealed);
  const keyIdEnd = 2 + (bytes[1] ?? 0);
  const nonceEnd = keyIdEnd + NONCE_BYTES;
  const tagEnd = nonceEnd + TAG_BYTES;
  if (bytes[0] !== FORMAT || bytes.byteLength < tagEnd)
    throw new DecryptionError('This is not one of our ciphertexts.');
  const keyId = bytes.toString('utf8', 2, keyIdEnd);
  const held = ring.find(({ id }) => id === keyId);
  if (held === undefined) throw new DecryptionError(`The key ${keyId} is not in the key ring.`);
  const decipher = createDecipheriv(CIPHER, held.key, bytes.subarray(keyIdEnd, nonceEnd), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place, 'utf8'));
  decipher.setAuthTag(bytes.subarray(nonceEnd, tagEnd));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(tagEnd)), decipher.final()]).toString('utf8');
  } catch {
    throw new DecryptionError('The ciphertext belongs to another place, or it was changed.');
  }
}

/**
 * An opaque name for a connection: HMAC-SHA-256 of its parts, 64 hex digits. The key is derived from the ring's oldest
 * key, so that adding a key keeps the names, and with them tokens and budgets.
 */
export function connectionFingerprint(ring: KeyRing, parts: readonly string[]): string {
  const oldest = ring[ring.length - 1] ?? ring[0];
  const key = Buffer.from(hkdfSync('sha256', oldest.key, Buffer.alloc(0), 'connection-fingerprint', 32));
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
}
