import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import {
  connectionFingerprint,
  decrypt,
  DecryptionError,
  encrypt,
  keyRing,
} from '../../store/database/encryption';

const first = { id: '2026-a', key: randomBytes(32) };
const second = { id: '2026-b', key: randomBytes(32) };
const ring = keyRing([first]);

describe('encryption at rest', () => {
  test('gives back what was encrypted, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plaintext, place) => {
        expect(decrypt(ring, encrypt(ring, plaintext, place), place)).toBe(plaintext);
      }),
    );
  });

  test('never gives the same bytes twice and never shows the plaintext', () => {
    const sealed = encrypt(ring, 'secret-acme', 'acme|secrets');
    expect(sealed.equals(encrypt(ring, 'secret-acme', 'acme|secrets'))).toBe(false);
    expect(sealed.includes('secret-acme')).toBe(false);
  });

  test('cannot be moved to another tenant or column', () => {
    const sealed = encrypt(ring, 'secret-acme', 'acme|secrets');
    expect(() => decrypt(ring, sealed, 'globex|secrets')).toThrow(DecryptionError);
    expect(() => decrypt(ring, sealed, 'acme|access_token')).toThrow(DecryptionError);
  });

  test('refuses every single changed byte', () => {
    const sealed = encrypt(ring, 'secret-acme', 'place');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => decrypt(ring, changed, 'place')).toThrow(DecryptionError);
    }
  });

  test('refuses bytes that are cut short', () => {
    const sealed = encrypt(ring, '', 'place');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => decrypt(ring, sealed.subarray(0, length), 'place')).toThrow(DecryptionError);
    }
  });

  test('reads what an older key of the ring wrote, and writes with the first', () => {
    const old = encrypt(ring, 'secret', 'place');
    const rotated = keyRing([second, first]);
    expect(decrypt(rotated, old, 'place')).toBe('secret');
    expect(decrypt(keyRing([second]), encrypt(rotated, 'secret', 'place'), 'place')).toBe('secret');
    expect(() => decrypt(keyRing([second]), old, 'place')).toThrow('2026-a is not in the key ring');
  });

  test('refuses a ring without keys, with a short key, or with one id twice', () => {
    expect(() => keyRing([])).toThrow(RangeError);
    expect(() => keyRing([{ id: 'a', key: randomBytes(31) }])).toThrow('32 bytes');
    expect(() => keyRing([{ id: 'a b', key: randomBytes(32) }])).toThrow(RangeError);
    expect(() => keyRing([first, { ...second, id: first.id }])).toThrow('same id');
  });
});

describe('the fingerprint of a connection', () => {
  test('is the same for the same parts, also when a newer key is put in front', () => {
    const name = connectionFingerprint(ring, ['winbooks', 'https://x', 'a@b.example', 'token']);
    expect(name).toMatch(/^[0-9a-f]{64}$/);
    expect(
      connectionFingerprint(keyRing([second, first]), ['winbooks', 'https://x', 'a@b.example', 'token']),
    ).toBe(name);
  });

  test('differs with every part, with where a part ends, and with the key', () => {
    const names = [
      connectionFingerprint(ring, ['winbooks', 'ab', 'c']),
      connectionFingerprint(ring, ['winbooks', 'a', 'bc']),
      connectionFingerprint(ring, ['tribe', 'ab', 'c']),
      connectionFingerprint(keyRing([second]), ['winbooks', 'ab', 'c']),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
