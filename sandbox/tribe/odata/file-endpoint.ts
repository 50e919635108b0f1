import { type TwinAnswer } from '../../kernel/twin';
import { linkedId, textOf } from '../records/stored-record';
import { type Tenant } from '../records/tenant';

/** The twin's server sends text: other bytes are refused openly rather than garbled. */
function asText(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : null;
}

function refused(status: number, message: string): TwinAnswer {
  return { status, body: { error: { code: null, message } } };
}

/** `GET /v1/odata-file/{EntityType}/{id}/{FileProperty}`: the bytes, under their own type (tribe-api §2.12). */
export function answerFile(tenant: Tenant, path: string): TwinAnswer {
  const [type = '', id = '', fileProperty = ''] = path.split('/').map(decodeURIComponent);
  const owner = tenant.records.get(id.toLowerCase());
  const link = tenant.schema
    .find(type.replaceAll('.', '_'))
    ?.navigations.find(({ name }) => name === fileProperty);
  const isOwner = owner !== null && tenant.schema.isA(owner.type, type.replaceAll('.', '_'));
  const file =
    isOwner && link?.target === 'File' ? tenant.records.get(linkedId(owner, link.key) ?? '') : null;
  if (file === null) return refused(404, 'There is no such file.');
  const body = asText(Buffer.from(textOf(file, 'Data') ?? '', 'base64'));
  if (body === null) return refused(501, 'The twin serves files of UTF-8 text only.');
  return {
    status: 200,
    body,
    contentType: textOf(file, 'MimeType') ?? 'application/octet-stream',
  };
}
